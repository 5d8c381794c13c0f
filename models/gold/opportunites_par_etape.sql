-- But     : où en sont les opportunités, et lesquelles ont reçu des propositions.
-- Grain   : une ligne par étape (« non renseignée » quand l'étape manque).
-- Sources : silver.opportunites, silver.propositions.
WITH proposees AS (
    SELECT DISTINCT id_opportunite AS id FROM silver.propositions WHERE id_opportunite IS NOT NULL
)
SELECT
    coalesce(o.stage_name, 'non renseignée') AS etape,
    count(*) AS nombre,
    count(p.id) AS avec_proposition,
    median(o.revenu_total) AS revenu_total_median_eur_mois,
    median(o.montant_pret_principal) AS montant_pret_median_eur,
    min(o.date_creation) AS premiere_creation,
    max(o.date_creation) AS derniere_creation
FROM silver.opportunites AS o
LEFT JOIN proposees AS p ON p.id = o.id
GROUP BY coalesce(o.stage_name, 'non renseignée')
