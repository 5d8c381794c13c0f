"""Draws docs/fr/architecture.svg: `python3 docs/fr/architecture.py`, standard library only.

Every box stands in `draw`, at its place: what changes in the platform is changed there. A box whose part is not built
yet has `planned=True`: it is dashed and says « (prévu) ». The drawing is 800 units wide, so that it is read as it is at
800 pixels; text is at least 12 units.
"""

from html import escape
from pathlib import Path

WIDTH, HEIGHT = 800, 788
TITLE = "Architecture de courtier : des sources aux usages"
DESCRIPTION = (
    "De haut en bas. Sources : exports Salesforce, réglages et taux d'usure ; prévue : API d'audience du site. Entrée : "
    "courtier ingest charge les exports selon les contrats, courtier build construit les modèles SQL ; prévue : courtier "
    "sync. Le lac est un dossier de tables Delta Lake : bronze tel que reçu, silver typé, gold les réponses, quality ce "
    "qui ne va pas, ops les exécutions et les lectures, un fichier published.json qui les publie d'un bloc ; prévu : "
    "marketing, pseudonyme et consenti. Sortie : ligne de commande, API REST de courtier serve, lecture directe des tables "
    "Delta ; prévu : protocole SQL. Usages : direction et conseillers, applications, marketing, plateforme existante. Un "
    "ordonnanceur extérieur déclenche les commandes par leurs codes de sortie ; prévu : courtier schedule. Ce qui est prévu "
    "est en pointillés."
)
STYLE = """
text { font-family: 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; font-size: 12.5px; fill: #1c2733; }
.name { font-weight: 700; font-size: 13.5px; }
.band { font-weight: 700; font-size: 12.5px; fill: #4a5a6a; letter-spacing: .06em; }
.small { font-size: 12px; fill: #33424f; }
rect { fill: #fff; stroke: #33424f; stroke-width: 1.3; }
.command { fill: #e4eefa; stroke: #1f5c99; }
.table { fill: #e9f4ea; stroke: #2e7040; }
.use { fill: #fdf2dc; stroke: #8a6116; }
.frame { fill: none; stroke: #7a8996; }
.lake { fill: #f6faf6; stroke: #2e7040; }
rect.planned { stroke-dasharray: 6 4; fill: #fff; }
path { fill: none; stroke: #33424f; stroke-width: 1.4; marker-end: url(#pointe); }
path.planned { stroke-dasharray: 6 4; }
"""


class Drawing:
    """Boxes, arrows and words, in the order in which they are painted."""

    def __init__(self):
        self.parts = []

    def text(self, x, y, words, css="", anchor="middle"):
        self.parts.append(f'<text class="{css}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>')

    def frame(self, x, y, width, height, css):
        self.parts.append(f'<rect class="{css}" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>')

    def box(self, x, y, width, height, css, name, lines, planned=False):
        """A box with its name and a few lines, centred in it."""
        self.frame(x, y, width, height, f"{css} planned" if planned else css)
        words = [(f"{name} (prévu)" if planned else name, "name")] + [(line, "small") for line in lines]
        top = y + height / 2 - 8 * (len(words) - 1) + 4.5
        for number, (line, style) in enumerate(words):
            self.text(x + width / 2, round(top + 16 * number, 1), line, style)

    def arrow(self, *points, planned=False):
        steps = " L".join(f"{x} {y}" for x, y in points)
        self.parts.append(f'<path class="{"planned" if planned else ""}" d="M{steps}"/>')

    def svg(self):
        body = "\n".join(self.parts)
        marker = '<marker id="pointe" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'role="img" aria-labelledby="titre description" lang="fr">\n<title id="titre">{escape(TITLE)}</title>\n'
            f'<desc id="description">{escape(DESCRIPTION)}</desc>\n<style>{STYLE}</style>\n'
            f'<defs>{marker}<polygon points="0,0 8,4 0,8" fill="#33424f"/></marker></defs>\n'
            f'<rect x="0" y="0" width="{WIDTH}" height="{HEIGHT}" style="stroke: none"/>\n{body}\n</svg>\n'
        )


def sources(drawing):
    drawing.text(20, 24, "SOURCES", "band", "start")
    drawing.box(20, 34, 245, 58, "", "Exports Salesforce", ["zip, dossier, CSV"])
    drawing.box(280, 34, 245, 58, "", "API d'audience du site", ["pages vues, clics, utilisateurs"], planned=True)
    drawing.box(540, 34, 240, 58, "", "Réglages", ["taux d'usure, règles du classement"])


def entry(drawing):
    drawing.text(20, 136, "ENTRÉE", "band", "start")
    drawing.box(20, 146, 245, 74, "command", "courtier ingest", ["contrats, contrôle de chaque", "cellule, réconciliation"])
    drawing.box(280, 146, 245, 74, "command", "courtier sync", ["curseur et données", "validés ensemble"], planned=True)
    drawing.box(540, 146, 240, 74, "command", "courtier build", ["modèles SQL dans l'ordre,", "tests avant publication"])
    drawing.arrow((142, 92), (142, 144))
    drawing.arrow((402, 92), (402, 144), planned=True)
    drawing.arrow((660, 92), (660, 144))


def lake(drawing):
    drawing.frame(20, 258, 760, 224, "lake")
    drawing.text(226, 279, "LE LAC : un dossier de tables Delta Lake", "band", "start")
    drawing.box(36, 290, 165, 78, "table", "bronze", ["tel que reçu,", "rien ne se perd"])
    drawing.box(226, 290, 165, 78, "table", "silver", ["typé, valide,", "une ligne par clé"])
    drawing.box(416, 290, 165, 78, "table", "gold", ["les réponses : coûts,", "classement"])
    drawing.box(606, 290, 160, 78, "table", "marketing", ["pseudonyme,", "consenti"], planned=True)
    drawing.box(36, 392, 226, 76, "table", "quality", ["ce qui ne va pas : fichier,", "ligne, colonne, règle"])
    drawing.box(287, 392, 226, 76, "table", "ops", ["exécutions, fichiers chargés,", "lectures de l'API"])
    drawing.box(538, 392, 228, 76, "table", "published.json", ["toutes les tables d'un", "chargement, ou aucune"])
    drawing.arrow((118, 220), (118, 288))
    drawing.arrow((201, 329), (224, 329))
    drawing.arrow((391, 329), (414, 329))
    drawing.arrow((330, 220), (330, 244), (170, 244), (170, 288), planned=True)
    drawing.arrow((560, 220), (560, 288))
    drawing.arrow((686, 220), (686, 288), planned=True)


def exits(drawing):
    drawing.text(20, 514, "SORTIE", "band", "start")
    names = [
        ("ligne de commande", ["best, profile,", "opportunity, sql"], False),
        ("courtier serve", ["API REST, clés,", "rôles, journal"], False),
        ("protocole SQL", ["outils de", "tableaux de bord"], True),
        ("fichiers Delta", ["lus sur place,", "sans copie"], False),
    ]
    for column, (name, lines, planned) in enumerate(names):
        x = 20 + 193 * column
        drawing.box(x, 524, 181, 74, "command", name, lines, planned)
        drawing.arrow((x + 90, 482), (x + 90, 522), planned=planned)


def uses(drawing):
    drawing.text(20, 642, "USAGES", "band", "start")
    names = [
        ("direction, conseillers", ["texte, HTML, XLSX, CSV"], False),
        ("applications", ["JSON, OpenAPI"], False),
        ("Julie, marketing", ["requêtes, tableaux"], False),
        ("plateforme existante", ["Spark, Trino, DuckDB, dbt"], False),
    ]
    for column, (name, lines, planned) in enumerate(names):
        x = 20 + 193 * column
        drawing.box(x, 652, 181, 56, "use", name, lines, planned)
        drawing.arrow((x + 90, 598), (x + 90, 650), planned=column == 2)
    # Today: the role `marketing` of the API.
    drawing.arrow((360, 598), (360, 624), (440, 624), (440, 650))


def scheduling(drawing):
    words = "Déclenchement : cron, systemd, Airflow, Dagster (codes de sortie 0 à 3) ; courtier schedule (prévu)."
    drawing.text(20, 738, words, "small", "start")
    drawing.frame(20, 756, 34, 16, "command")
    drawing.text(62, 769, "construit", "small", "start")
    drawing.frame(132, 756, 34, 16, "command planned")
    drawing.text(174, 769, "prévu, pas encore construit", "small", "start")


def draw():
    drawing = Drawing()
    for part in [sources, entry, lake, exits, uses, scheduling]:
        part(drawing)
    return drawing.svg()


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(draw(), encoding="utf-8")
