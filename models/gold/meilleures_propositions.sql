-- But     : la proposition la plus avantageuse de chaque opportunité, et la distance à la deuxième.
-- Grain   : une ligne par opportunité qui a au moins une proposition utilisable.
-- Sources : gold.couts_propositions.
SELECT
    id_opportunite,
    max(id_proposition) FILTER (WHERE rang = 1) AS id_proposition,
    max(taux_interet) FILTER (WHERE rang = 1) AS taux_interet,
    max(duree_mois) FILTER (WHERE rang = 1) AS duree_mois,
    max(nom_banque) FILTER (WHERE rang = 1) AS nom_banque,
    max(id_banque) FILTER (WHERE rang = 1) AS id_banque,
    max(montant_eur) FILTER (WHERE rang = 1) AS montant_eur,
    max(taux_assurance) FILTER (WHERE rang = 1) AS taux_assurance,
    max(taeg_pct) FILTER (WHERE rang = 1) AS taeg_pct,
    max(taea_pct) FILTER (WHERE rang = 1) AS taea_pct,
    max(mensualite_eur) FILTER (WHERE rang = 1) AS mensualite_eur,
    max(cout_interets_eur) FILTER (WHERE rang = 1) AS cout_interets_eur,
    max(cout_assurance_eur) FILTER (WHERE rang = 1) AS cout_assurance_eur,
    max(cout_total_eur) FILTER (WHERE rang = 1) AS cout_total_eur,
    max(cout_8_ans_eur) FILTER (WHERE rang = 1) AS cout_8_ans_eur,
    max(taux_effort_pct) FILTER (WHERE rang = 1) AS taux_effort_pct,
    count(*) AS nombre_propositions,
    count(rang) AS nombre_utilisables,
    max(id_proposition) FILTER (WHERE rang = 2) AS id_deuxieme,
    max(nom_banque) FILTER (WHERE rang = 2) AS nom_banque_deuxieme,
    arrondi(max(taeg_pct) FILTER (WHERE rang = 2) - max(taeg_pct) FILTER (WHERE rang = 1), 6) AS ecart_taeg_pct,
    arrondi(max(cout_total_eur) FILTER (WHERE rang = 2) - max(cout_total_eur) FILTER (WHERE rang = 1), 2)
        AS ecart_cout_eur,
    max(critere) AS critere
FROM gold.couts_propositions
GROUP BY id_opportunite
HAVING count(rang) > 0
