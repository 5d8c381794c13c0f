-- But     : ce que le classement couvre ; chaque axe se somme exactement aux lignes de sa table.
-- Grain   : une ligne par axe et modalité. Axe « propositions » : utilisable, ou le motif principal. Axe
--           « opportunites » : nombre de propositions utilisables (0 à 4, 5 et plus), ou aucune proposition.
-- Sources : gold.couts_propositions, silver.opportunites.
WITH par_opportunite AS (
    SELECT
        o.id,
        count(c.id_proposition) AS propositions,
        count(c.rang) AS utilisables
    FROM silver.opportunites AS o
    LEFT JOIN gold.couts_propositions AS c ON c.id_opportunite = o.id
    GROUP BY o.id
),
modalites AS (
    SELECT
        'propositions' AS axe,
        coalesce(motif, 'utilisable') AS modalite,
        count(*) AS nombre
    FROM gold.couts_propositions
    GROUP BY coalesce(motif, 'utilisable')
    UNION ALL
    SELECT
        'opportunites' AS axe,
        CASE
            WHEN propositions = 0 THEN 'aucune_proposition'
            WHEN utilisables >= 5 THEN '5_utilisables_et_plus'
            WHEN utilisables >= 2 THEN concat(CAST(utilisables AS VARCHAR), '_utilisables')
            ELSE concat(CAST(utilisables AS VARCHAR), '_utilisable')
        END AS modalite,
        count(*) AS nombre
    FROM par_opportunite
    GROUP BY 2
)
SELECT
    concat(axe, '/', modalite) AS id_modalite,
    axe,
    modalite,
    nombre,
    sum(nombre) OVER (PARTITION BY axe) AS total,
    arrondi(100.0 * nombre / sum(nombre) OVER (PARTITION BY axe), 4) AS part_pct
FROM modalites
