-- But      : la proposition la plus avantageuse de chaque opportunité, au sens du TAEG assurance comprise.
-- Grain    : une ligne par opportunité qui a au moins une proposition utilisable.
-- Entrées  : quatre tables de texte, telles que reçues : bronze.opportunites, bronze.propositions et bronze.banques
--            (les trois CSV) ; bronze.seuils_usure (les taux d'usure publiés, avec leurs dates).
-- Sortie   : id_opportunite, id_proposition, taux_interet (% par an, hors assurance), duree_mois, nom_banque.
-- Moteurs  : ce fichier tourne sans retouche, et donne les mêmes lignes, sur DuckDB, PostgreSQL et Apache DataFusion.
--
-- Quatre précautions reviennent partout, parce que les trois moteurs ne se ressemblent pas :
--   * un texte n'est converti que s'il a déjà la forme voulue, et l'expression rationnelle est DANS le CAST : aucun
--     ordre d'évaluation ne peut alors convertir « abc » et faire échouer la requête. Elle est toujours ancrée (^…$),
--     car `~` exige tout le texte dans DuckDB et se contente d'un morceau dans les deux autres ;
--   * un tri dit où vont les NULL, et les identifiants se comparent octet par octet (CAST AS BYTEA), pas selon la
--     langue du serveur : en français « a » précède « B », en octets c'est l'inverse ;
--   * rien ne passe par round() d'un nombre à virgule, TRY_CAST, COLLATE ou lower() : absents ici, différents là ;
--   * les colonnes `barriere_…`, que personne ne lit, empêchent PostgreSQL de recopier une étape du calcul dans la
--     suivante autant de fois qu'elle y est citée, ce qui ferait grossir l'expression de façon exponentielle. Les
--     autres moteurs les suppriment. (L'usage, `OFFSET 0`, priverait DuckDB de ses fils d'exécution.)
WITH

-- 1. LIRE. Du texte à des valeurs ; une cellule vide ou illisible devient NULL.
--    Un nombre s'écrit 4, 4.1 ou 4,1 ; une durée est entière : 240 ou 240.0, jamais 240.5.
propositions_lues AS (
    SELECT
        "Id" AS id_proposition,
        CAST(CASE WHEN "Id" ~ '^[0-9A-Za-z]+$' THEN "Id" END AS BYTEA) AS octets_proposition,
        nullif("Opportunity__c", '') AS id_opportunite,
        nullif("Partenaire__c", '') AS id_banque,
        "Etape_Source__c" AS etape,
        CASE
            WHEN "CreatedDate" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$' THEN "CreatedDate"
        END AS date_creation,
        CAST(
            CASE
                WHEN trim("TXHA__c") ~ '^[+-]?[0-9]{1,15}([.,][0-9]{0,15})?$'
                    THEN replace(trim("TXHA__c"), ',', '.')
            END AS DOUBLE PRECISION
        ) AS taux_interet,
        CAST(
            CASE
                WHEN trim("DureePret_Mois__c") ~ '^[+-]?[0-9]{1,9}([.,]0*)?$'
                    THEN split_part(replace(trim("DureePret_Mois__c"), ',', '.'), '.', 1)
            END AS INTEGER
        ) AS duree_mois,
        CAST(
            CASE
                WHEN trim("TauxAss__c") ~ '^[+-]?[0-9]{1,15}([.,][0-9]{0,15})?$'
                    THEN replace(trim("TauxAss__c"), ',', '.')
            END AS DOUBLE PRECISION
        ) AS taux_assurance,
        row_number() OVER () AS barriere_lecture
    FROM bronze.propositions
),

-- Les étapes, chacune une fois : en minuscules sans accents, laquelle dit un refus ? translate() ne dépend pas de la
-- langue du serveur comme lower() ; un accent peut être un signe à part (e puis U+0301), d'où les replace().
etapes_pliees AS (
    SELECT
        etape,
        translate(
            replace(replace(replace(etape, chr(768), ''), chr(769), ''), chr(770), ''),
            'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïôöùûü',
            'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuuaaaceeeeiioouuu'
        ) AS pliee,
        row_number() OVER () AS barriere_etapes
    FROM (SELECT DISTINCT "Etape_Source__c" AS etape FROM bronze.propositions) AS e
),

etapes AS (
    SELECT
        etape,
        pliee LIKE '99-%' OR pliee LIKE '%non eligible%' OR pliee LIKE '%refus%' AS est_non_eligible
    FROM etapes_pliees
),

-- 2. ÉCARTER. Pourquoi une proposition n'est pas utilisable, d'après ses propres cellules ; NULL quand elle l'est.
propositions_examinees AS (
    SELECT
        p.*,
        CASE
            WHEN p.octets_proposition IS NULL THEN 'identifiant_invalide'
            WHEN p.taux_interet IS NULL THEN 'taux_manquant'
            WHEN p.taux_interet <= 0 THEN 'taux_nul' -- une valeur d'attente, pas un prêt gratuit
            WHEN p.taux_interet > 15 THEN 'taux_hors_bornes'
            WHEN p.duree_mois IS NULL THEN 'duree_manquante'
            WHEN p.duree_mois <= 30 THEN 'duree_probablement_en_annees'
            WHEN p.duree_mois < 36 OR p.duree_mois > 360 THEN 'duree_hors_bornes'
            WHEN p.taux_assurance IS NULL THEN 'assurance_manquante' -- sans elle, le TAEG n'existe pas
            WHEN p.taux_assurance < 0 OR p.taux_assurance > 2 THEN 'assurance_hors_bornes'
            WHEN e.est_non_eligible THEN 'etape_non_eligible'
        END AS motif
    FROM propositions_lues AS p
    LEFT JOIN etapes AS e ON e.etape = p.etape
),

-- Au cas où une banque serait là deux fois sous deux noms : une table n'a plus l'ordre du fichier, et l'ordre des noms
-- dépend de la langue du serveur. md5() choisit au hasard, mais partout de la même façon.
banques AS (
    SELECT
        "Id" AS id_banque,
        substr(min(CASE WHEN trim("Name") <> '' THEN md5("Name") || "Name" END), 33) AS nom_banque
    FROM bronze.banques
    GROUP BY "Id"
),

-- L'opportunité et la banque doivent être dans les fichiers (sinon : opportunite_inconnue, banque_manquante,
-- banque_inconnue). Une banque se rapproche par son identifiant, jamais par son nom : 2 881 banques ont 1 927 noms.
candidates AS (
    SELECT
        p.id_opportunite,
        p.id_proposition,
        p.octets_proposition,
        p.date_creation,
        p.taux_interet,
        p.duree_mois,
        b.nom_banque,
        -- En nombre à virgule, pour que rien de ce qui suit ne soit une division entière.
        CAST(p.duree_mois AS DOUBLE PRECISION) AS n,
        -- En dessous de 1e-10 %, un taux se perdrait dans 1 + taux : ce plancher déplace le TAEG d'autant, au plus.
        greatest(p.taux_interet, 0.0000000001) / 1200 AS taux_mensuel,
        p.taux_assurance / 1200 AS prime,
        CAST(
            CASE
                WHEN trim(o."MontPretPricip__c") ~ '^[+-]?[0-9]{1,15}([.,][0-9]{0,15})?$'
                    THEN replace(trim(o."MontPretPricip__c"), ',', '.')
            END AS DOUBLE PRECISION
        ) AS montant
    FROM propositions_examinees AS p
    INNER JOIN bronze.opportunites AS o ON o."Id" = p.id_opportunite
    INNER JOIN banques AS b ON b.id_banque = p.id_banque
    WHERE p.motif IS NULL
),

-- 3. CALCULER LE TAEG. Pour un euro emprunté sur n mois au taux mensuel x, la mensualité constante est
--        M(x) = x / (1 - (1 + x)^-n)
--    et l'assurance sur capital initial ajoute une prime fixe : l'emprunteur paie M(taux) + prime chaque mois. Le taux
--    effectif est le x pour lequel M(x) = M(taux) + prime ; il ne dépend pas du montant. TAEG = (1 + x)^12 - 1.
--
--    L'inconnue choisie est h, où 1 + x = e^(2h). La même mensualité s'écrit alors sans soustraire de nombres voisins,
--    donc sans perte de précision, même à un taux minuscule :
--        M = e^((n+1)h) sinh(h) / sinh(nh)        sa dérivée :  M' = M (n + 1 + 1/tanh(h) - n/tanh(nh))
--    Méthode de Newton : h - (M - cible) / M', soit h - (1 - cible / M) / (M' / M).
--
--    Départ : x = taux + 1,5 prime, car une prime élève x d'une à deux fois elle-même. Alors trois pas suffisent : pour
--    0 < taux <= 15, 36 à 360 mois et 0 <= assurance <= 2, le TAEG est faux d'un centième de point au plus après un
--    pas, de 2 millionièmes après deux, et, puisque Newton élève l'erreur au carré, de bien moins d'un milliardième
--    après trois. (tests/third_party/portable_sql le vérifie sur une grille, par dichotomie.)
depart AS (
    SELECT
        *,
        exp((n + 1) * ln(1 + taux_mensuel) / 2) * sinh(ln(1 + taux_mensuel) / 2) / sinh(n * ln(1 + taux_mensuel) / 2)
            AS mensualite,
        ln(1 + taux_mensuel + 1.5 * prime) / 2 AS h0,
        row_number() OVER () AS barriere_h0
    FROM candidates
),

newton_1 AS (
    SELECT
        *,
        h0 - (1 - (mensualite + prime) * exp(-(n + 1) * h0) * sinh(n * h0) / sinh(h0))
            / (n + 1 + 1 / tanh(h0) - n / tanh(n * h0)) AS h1,
        row_number() OVER () AS barriere_h1
    FROM depart
),

newton_2 AS (
    SELECT
        *,
        h1 - (1 - (mensualite + prime) * exp(-(n + 1) * h1) * sinh(n * h1) / sinh(h1))
            / (n + 1 + 1 / tanh(h1) - n / tanh(n * h1)) AS h2,
        row_number() OVER () AS barriere_h2
    FROM newton_1
),

newton_3 AS (
    SELECT
        *,
        h2 - (1 - (mensualite + prime) * exp(-(n + 1) * h2) * sinh(n * h2) / sinh(h2))
            / (n + 1 + 1 / tanh(h2) - n / tanh(n * h2)) AS h3,
        row_number() OVER () AS barriere_h3
    FROM newton_2
),

-- 4. ARRONDIR, pour que deux offres égales le soient sur tous les moteurs : le TAEG au millionième de point ; au
--    centime, le coût total, intérêts et assurance sur toute la durée, NULL quand le montant du prêt n'est pas connu.
--    Le dix-millionième ajouté fait monter les moitiés décimales, comme 1,005, que le binaire place juste en dessous.
chiffrees AS (
    SELECT
        *,
        floor(100 * (exp(24 * h3) - 1) * 1000000 + 0.5 + 0.0000001) / 1000000 AS taeg_pct,
        CASE
            WHEN montant > 0
                THEN floor(((mensualite + prime) * n - 1) * montant * 100 + 0.5 + 0.0000001) / 100
        END AS cout_total_eur,
        substr(date_creation, 1, 10) AS jour,
        CASE
            WHEN duree_mois < 120 THEN 'fixe_moins_10_ans'
            WHEN duree_mois < 240 THEN 'fixe_10_a_20_ans'
            ELSE 'fixe_20_ans_et_plus'
        END AS categorie
    FROM newton_3
),

seuils AS (
    SELECT
        categorie,
        date_debut,
        date_fin,
        CAST(CASE WHEN trim(seuil_pct) ~ '^[0-9]{1,3}([.][0-9]{1,9})?$' THEN trim(seuil_pct) END AS DOUBLE PRECISION)
            AS seuil_pct
    FROM bronze.seuils_usure
),

-- 5. CLASSER. Au-dessus du taux d'usure du jour où elle a été faite, une offre est illégale, donc écartée ; un seuil
--    inconnu n'écarte rien. Puis : TAEG, coût total, durée la plus courte, offre la plus ancienne, identifiant.
--    C'est un ordre total : la réponse ne dépend ni du moteur, ni de la langue, ni de l'ordre des lignes.
classees AS (
    SELECT
        p.id_opportunite,
        p.id_proposition,
        p.taux_interet,
        p.duree_mois,
        p.nom_banque,
        row_number() OVER (
            PARTITION BY p.id_opportunite
            ORDER BY
                p.taeg_pct ASC,
                p.cout_total_eur ASC NULLS LAST,
                p.duree_mois ASC,
                p.date_creation ASC NULLS LAST,
                p.octets_proposition ASC
        ) AS rang
    FROM chiffrees AS p
    LEFT JOIN seuils AS s
        ON s.categorie = p.categorie
        AND p.jour >= s.date_debut
        AND p.jour <= s.date_fin
    WHERE s.seuil_pct IS NULL OR p.taeg_pct <= s.seuil_pct
)

SELECT
    id_opportunite,
    id_proposition,
    taux_interet,
    duree_mois,
    nom_banque
FROM classees
WHERE rang = 1
ORDER BY CAST(CASE WHEN id_opportunite ~ '^[0-9A-Za-z]+$' THEN id_opportunite END AS BYTEA) ASC NULLS LAST;
