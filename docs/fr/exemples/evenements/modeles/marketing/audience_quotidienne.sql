-- But     : l'audience du site, jour par jour, sans jour ni nature d'événement de moins de dix visiteurs.
-- Grain   : une ligne par jour de Paris et nature d'événement.
-- Sources : silver.evenements (exemple de docs/fr/reponses.md).
SELECT
    CAST(date_evenement AT TIME ZONE 'Europe/Paris' AS DATE) AS jour,
    nom,
    count(*) AS evenements,
    count(DISTINCT id_visiteur) AS visiteurs
FROM silver.evenements
WHERE consentement
GROUP BY CAST(date_evenement AT TIME ZONE 'Europe/Paris' AS DATE), nom
HAVING count(DISTINCT id_visiteur) >= 10
