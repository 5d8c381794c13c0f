# The same analysis by FactoMineR: factominer.R TABLE.csv AXES > figures.csv
#
# TABLE.csv: numbers on their scales, labels with rare categories merged, empty where missing. A line of figures.csv is
# a kind, a name, an axis or group, and a value to 17 digits. Trees and groups only for tables that HCPC can hold.
suppressMessages(library(FactoMineR))
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1], check.names = FALSE, na.strings = "", encoding = "UTF-8", stringsAsFactors = FALSE)
axes <- as.integer(arguments[2])
say <- function(kind, name, at, value) cat(sprintf("%s\t%s\t%s\t%.17g\n", kind, name, at, value), sep = "")

numeric <- sapply(table, is.numeric)
for (name in names(table)[!numeric]) table[[name]] <- factor(table[[name]])

# A missing value is the mean of a number, the shares of a label.
filled <- table
parts <- list()
for (name in names(table)) {
  column <- table[[name]]
  known <- !is.na(column)
  if (is.numeric(column)) {
    column[!known] <- mean(column[known])
    parts[[name]] <- matrix(column, ncol = 1, dimnames = list(NULL, name))
    filled[[name]] <- column
  } else {
    indicators <- sapply(levels(column), function(level) as.numeric(column == level))
    shares <- colMeans(indicators[known, , drop = FALSE])
    indicators[!known, ] <- rep(shares, each = sum(!known))
    colnames(indicators) <- paste(name, levels(column))
    parts[[name]] <- indicators
    filled[[name]][!known] <- levels(column)[1]
  }
}
found <- FAMD(filled, ncp = axes, graph = FALSE, tab.disj = do.call(cbind, parts))
say("eigenvalue", "", seq_len(axes), found$eig[seq_len(axes), 1])
for (name in names(table)) {
  column <- table[[name]]
  if (is.numeric(column)) {
    say("place", name, seq_len(axes), found$quanti.var$coord[name, seq_len(axes)])
  } else for (level in levels(column)) {
    own <- found$ind$coord[which(column == level), seq_len(axes), drop = FALSE]
    say("place", paste(name, level, sep = "|"), seq_len(axes), colMeans(own))
  }
}

if (nrow(table) <= 1000) {
  tree <- HCPC(found, nb.clust = -1, min = 4, max = 6, consol = FALSE, graph = FALSE)
  number <- nlevels(tree$data.clust$clust)
  say("number", "", 0, number)
  say("within", "", 3:6, tree$call$t$within[3:6])
  points <- found$ind$coord[, seq_len(axes), drop = FALSE]
  groups <- as.integer(tree$data.clust[rownames(points), "clust"])
  centres <- aggregate(points, list(groups), mean)[, -1]
  final <- kmeans(points, as.matrix(centres), iter.max = 100, algorithm = "Lloyd")
  order <- order(-final$size)
  say("size", "", seq_len(number), final$size[order])
  say("between", "", 0, final$betweenss / final$totss)
  described <- data.frame(clust = factor(match(final$cluster, order)), table[, numeric])
  for (name in names(table)[numeric]) {
    known <- described[!is.na(described[[name]]), c("clust", name)]
    # Both ends of the distribution: every test value is told.
    tests <- catdes(cbind(known, rank = seq_len(nrow(known))), 1, proba = 1)$quanti
    for (group in names(tests)) say("v-test", name, group, tests[[group]][name, "v.test"])
  }
}
