-- But     : chaque proposition avec le nom de sa banque et la présence de son opportunité.
-- Grain   : une ligne par proposition.
-- Sources : silver.propositions, silver.banques, silver.opportunites.
SELECT
    p.id,
    p.date_creation,
    p.id_opportunite,
    p.id_banque,
    b.nom AS nom_banque,
    p.taux_interet,
    p.duree_mois,
    p.taux_assurance,
    p.etape_source,
    o.id IS NOT NULL AS opportunite_connue,
    b.id IS NOT NULL AS banque_connue,
    o.montant_pret_principal,
    o.revenu_total,
    o.charges_totales
FROM silver.propositions AS p
LEFT JOIN silver.opportunites AS o ON o.id = p.id_opportunite
LEFT JOIN silver.banques AS b ON b.id = p.id_banque
