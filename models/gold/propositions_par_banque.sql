-- But     : l'activité de chaque banque, par nom (un nom réunit plusieurs identifiants).
-- Grain   : une ligne par nom de banque ; les propositions sans banque connue n'y sont pas.
-- Sources : silver.propositions_rapprochees.
SELECT
    nom_banque,
    count(*) AS propositions,
    count(DISTINCT id_banque) AS identifiants,
    count(DISTINCT id_opportunite) AS opportunites,
    -- Un taux nul est une valeur d'attente, pas un taux.
    median(taux_interet) FILTER (WHERE taux_interet > 0) AS taux_interet_median_pct,
    median(duree_mois) AS duree_mediane_mois
FROM silver.propositions_rapprochees
WHERE nom_banque IS NOT NULL
GROUP BY nom_banque
