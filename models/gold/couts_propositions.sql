-- But     : ce que coûte chaque proposition, si elle est utilisable et sinon pourquoi, et son rang dans l'opportunité.
-- Grain   : une ligne par proposition, utilisable ou non.
-- Sources : silver.propositions_rapprochees, silver.parametres_classement.
--
-- Prêt à mensualités constantes, assurance sur le capital initial, sans frais (les fichiers n'en ont pas). Les euros
-- sont arrondis au centime et le TAEG à 6 décimales : c'est sous cette forme qu'ils sont comparés.
WITH hypotheses AS (
    SELECT
        p.id AS id_proposition,
        p.id_opportunite,
        p.id_banque,
        p.nom_banque,
        p.date_creation,
        CAST(p.date_creation AT TIME ZONE 'Europe/Paris' AS DATE) AS jour,
        p.etape_source,
        p.opportunite_connue,
        p.banque_connue,
        p.revenu_total,
        p.charges_totales,
        p.taux_interet,
        p.taux_assurance,
        -- Un montant nul ou négatif n'est pas un prêt : les coûts manquent, le TAEG n'en dépend pas.
        coalesce(r.montant_simule_eur, CASE WHEN p.montant_pret_principal > 0 THEN p.montant_pret_principal END)
            AS montant_eur,
        coalesce(r.duree_simulee_mois, p.duree_mois) AS duree_mois,
        suit_un_motif(p.etape_source, r.etapes_non_eligibles) AS etape_non_eligible,
        r.critere,
        r.taux_interet_max_pct,
        r.duree_en_annees_max,
        r.duree_mois_min,
        r.duree_mois_max,
        r.taux_assurance_max_pct
    FROM silver.propositions_rapprochees AS p
    CROSS JOIN silver.parametres_classement AS r
),
couts AS (
    SELECT
        *,
        mensualite(montant_eur, taux_interet, duree_mois) AS mensualite_seule,
        assurance_mensuelle(montant_eur, taux_assurance) AS prime,
        cout_credit(montant_eur, taux_interet, duree_mois) AS interets,
        cout_assurance(montant_eur, taux_assurance, duree_mois) AS primes,
        cout_sur(montant_eur, taux_interet, duree_mois, taux_assurance, 96) AS cout_8_ans,
        arrondi(taeg(taux_interet, duree_mois, taux_assurance), 6) AS taeg_pct,
        arrondi(taea(taux_interet, duree_mois, taux_assurance), 6) AS taea_pct,
        seuil_usure(jour, duree_mois) AS seuil_usure_pct,
        parametre_reglementaire('hcsf_taux_effort_max', jour) AS effort_max_pct,
        parametre_reglementaire('hcsf_duree_max', jour) AS duree_max_hcsf_mois
    FROM hypotheses
),
-- Chaque raison d'écarter, une fois : d'abord ce qui manque au dossier, puis chaque figure, puis l'étape, puis la loi.
ecarts AS (
    SELECT
        *,
        NOT opportunite_connue AS opportunite_inconnue,
        id_banque IS NULL AS banque_manquante,
        id_banque IS NOT NULL AND NOT banque_connue AS banque_inconnue,
        taux_interet IS NULL AS taux_manquant,
        taux_interet <= 0 AS taux_nul,
        taux_interet > taux_interet_max_pct AS taux_hors_bornes,
        duree_mois IS NULL AS duree_manquante,
        duree_mois <= duree_en_annees_max AS duree_probablement_en_annees,
        duree_mois > duree_en_annees_max AND (duree_mois < duree_mois_min OR duree_mois > duree_mois_max)
            AS duree_hors_bornes,
        -- Le taux nominal seul se compare sans connaître l'assurance.
        taux_assurance IS NULL AND critere <> 'taux' AS assurance_manquante,
        taux_assurance < 0 OR taux_assurance > taux_assurance_max_pct AS assurance_hors_bornes,
        -- Un seuil inconnu n'écarte rien.
        (taeg_pct > seuil_usure_pct) IS TRUE AS au_dessus_usure
    FROM couts
),
arrondis AS (
    SELECT
        *,
        -- Ce que les cellules disent sans calcul : le moteur peut donc écarter une ligne avant de chercher son TAEG.
        NOT opportunite_inconnue AND NOT banque_manquante AND NOT banque_inconnue
        AND NOT taux_manquant AND NOT taux_nul AND NOT taux_hors_bornes
        AND NOT duree_manquante AND NOT duree_probablement_en_annees AND NOT duree_hors_bornes
        AND NOT assurance_manquante AND assurance_hors_bornes IS NOT TRUE
        AND etape_non_eligible IS NOT TRUE AS recevable,
        concat_ws(
            ', ',
            CASE WHEN opportunite_inconnue THEN 'opportunite_inconnue' END,
            CASE WHEN banque_manquante THEN 'banque_manquante' END,
            CASE WHEN banque_inconnue THEN 'banque_inconnue' END,
            CASE WHEN taux_manquant THEN 'taux_manquant' END,
            CASE WHEN taux_nul THEN 'taux_nul' END,
            CASE WHEN taux_hors_bornes THEN 'taux_hors_bornes' END,
            CASE WHEN duree_manquante THEN 'duree_manquante' END,
            CASE WHEN duree_probablement_en_annees THEN 'duree_probablement_en_annees' END,
            CASE WHEN duree_hors_bornes THEN 'duree_hors_bornes' END,
            CASE WHEN assurance_manquante THEN 'assurance_manquante' END,
            CASE WHEN assurance_hors_bornes THEN 'assurance_hors_bornes' END,
            CASE WHEN etape_non_eligible THEN 'etape_non_eligible' END,
            CASE WHEN au_dessus_usure THEN 'au_dessus_usure' END
        ) AS motifs,
        -- Le dernier caractère propre à un identifiant Salesforce : les trois suivants le contrôlent.
        substr(id_opportunite, 15, 1) AS tranche,
        arrondi(mensualite_seule, 2) AS mensualite_hors_assurance_eur,
        arrondi(prime, 2) AS assurance_mensuelle_eur,
        arrondi(mensualite_seule + prime, 2) AS mensualite_eur,
        arrondi(interets, 2) AS cout_interets_eur,
        arrondi(primes, 2) AS cout_assurance_eur,
        arrondi(interets + primes, 2) AS cout_total_eur,
        arrondi(cout_8_ans, 2) AS cout_8_ans_eur,
        arrondi(seuil_usure_pct - taeg_pct, 6) AS marge_usure_pct,
        arrondi(taux_effort(mensualite_seule + prime, coalesce(charges_totales, 0), revenu_total), 2) AS taux_effort_pct
    FROM ecarts
)
SELECT
    id_proposition,
    id_opportunite,
    -- Un ordre total : la réponse ne dépend ni du moteur, ni de l'ordre des lignes ou des fichiers. Le rang est compté
    -- dans un seul ordre de toute une tranche, moins la place de la première ligne de l'opportunité : bien plus vite
    -- qu'une fenêtre par opportunité. Les partitions ne changent aucun rang : les cœurs se partagent les tranches, et
    -- `WHERE utilisable` laisse ce qui n'est pas recevable hors du calcul et du tri.
    CASE
        WHEN recevable AND NOT au_dessus_usure THEN CAST(row_number() OVER (
            PARTITION BY recevable, tranche
            ORDER BY
                id_opportunite ASC,
                au_dessus_usure ASC,
                CASE critere
                    WHEN 'taux' THEN taux_interet
                    WHEN 'cout-total' THEN cout_total_eur
                    WHEN 'mensualite' THEN mensualite_eur
                    ELSE taeg_pct
                END ASC NULLS LAST,
                CASE WHEN critere <> 'taux' THEN taeg_pct END ASC NULLS LAST,
                cout_total_eur ASC NULLS LAST,
                duree_mois ASC,
                date_creation ASC NULLS LAST,
                id_proposition ASC
        ) AS BIGINT) - CAST(rank() OVER (PARTITION BY recevable, tranche ORDER BY id_opportunite ASC) AS BIGINT) + 1
    END AS rang,
    recevable AND NOT au_dessus_usure AS utilisable,
    nullif(split_part(motifs, ', ', 1), '') AS motif,
    nullif(motifs, '') AS motifs,
    id_banque,
    nom_banque,
    date_creation,
    etape_source,
    montant_eur,
    taux_interet,
    duree_mois,
    taux_assurance,
    mensualite_hors_assurance_eur,
    assurance_mensuelle_eur,
    mensualite_eur,
    cout_interets_eur,
    cout_assurance_eur,
    cout_total_eur,
    cout_8_ans_eur,
    taeg_pct,
    taea_pct,
    seuil_usure_pct,
    marge_usure_pct,
    taux_effort_pct,
    taux_effort_pct > effort_max_pct AS alerte_hcsf_effort,
    duree_mois > duree_max_hcsf_mois AS alerte_hcsf_duree,
    critere,
    -- Une valeur présente mais hors du domaine des formules : le contrat de la table en fait une anomalie.
    CASE
        WHEN taeg_pct IS NULL AND taux_interet IS NOT NULL AND duree_mois IS NOT NULL AND taux_assurance IS NOT NULL
            THEN 1
        ELSE 0
    END AS calculs_impossibles
FROM arrondis
