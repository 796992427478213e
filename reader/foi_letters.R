# Read the published package of answers to Freedom of Information requests. Base R is enough, 3.5 or newer.
#
#   source("foi_letters.R")
#   data <- foi_open("the unpacked zip, the zip itself, or a clone")
#   observations <- foi_load(data, "observations", labels = TRUE)
#
# The same as the Python package foi_letters, and like it, it has what it knows of tables, types, keys and codes
# from the package's own datapackage.json (https://datapackage.org/standard/data-package/).
# docs/using.md of the repository goes through it.

# Open a package: a folder with a datapackage.json, that file itself, or a zip of one.
foi_open <- function(path) {
  if (dir.exists(path)) {
    read <- .foi_in_folder(path)
  } else if (basename(path) == "datapackage.json" && file.exists(path)) {
    read <- .foi_in_folder(dirname(path))
  } else if (file.exists(path)) {
    read <- .foi_in_zip(path)
  } else {
    .foi_stop("There is no ", path, ": name a folder with a datapackage.json, or a zip of one.")
  }
  found <- .foi_json(read("datapackage.json"))
  resources <- Filter(function(one) is.list(one$schema) && endsWith(one$path, ".csv"), found$resources)
  names(resources) <- vapply(resources, function(one) one$name, "")
  sizes <- lapply(found$resources, function(one) one$bytes)
  names(sizes) <- vapply(found$resources, function(one) one$path, "")
  structure(
    list(
      name = found$name, title = found$title, version = found$version, homepage = found$homepage,
      tables = lapply(resources, .foi_table), sizes = sizes, read = read, loaded = new.env()
    ),
    class = "foi_letters"
  )
}

print.foi_letters <- function(x, ...) {
  cat("<", x$name, " ", x$version, ": ", length(x$tables), " tables>\n", sep = "")
  invisible(x)
}

# Give the titles of the tables, by name.
foi_tables <- function(data) vapply(data$tables, function(one) one$title, "")

# Give a table as a data frame. Words stay words ("None", "0012", "1.10"); a missing value is NA. A table with
# values that can be missing has the column missing_reason after value: the label of the status where there is no
# value, else NA. labels = TRUE puts after each column of codes one with their labels: measure_label after measure.
foi_load <- function(data, name, labels = FALSE) {
  table <- .foi_known(data$tables, name, "table")
  rows <- .foi_rows(data, table)
  lists <- .foi_lists_of(data, table)
  status <- .foi_status(data, lists)
  given <- names(rows)
  out <- list()
  for (column in given) {
    out[[column]] <- rows[[column]]
    beside <- paste0(column, "_label")
    if (labels && column %in% names(lists) && !beside %in% given) {
      out[[beside]] <- .foi_labels(foi_codes(data, lists[[column]]), rows[[column]])
    }
    if (column == "value" && !is.na(status) && !"missing_reason" %in% given) {
      out$missing_reason <- .foi_reasons(data, rows, status, lists[[status]])
    }
  }
  data.frame(out, check.names = FALSE, stringsAsFactors = FALSE)
}

# Give the labels of a code list, or of a column of codes, by code, in the list's order.
foi_codes <- function(data, name) {
  lists <- list()
  for (table in data$tables) {
    if (table$is_list) lists[[table$name]] <- table$name
  }
  for (table in data$tables) {
    found <- .foi_lists_of(data, table)
    for (column in setdiff(names(found), names(data$tables))) {
      lists[[column]] <- union(lists[[column]], found[[column]])
    }
  }
  of <- .foi_known(lists, name, "code list")
  if (length(of) > 1) {
    .foi_stop("The column '", name, "' has codes of several lists: ", toString(sort(of)), "; name one of them.")
  }
  rows <- .foi_rows(data, data$tables[[of]])
  stats::setNames(rows$label, rows$code)
}

# Give one observation as a list of its columns; value is NA where missing_reason says why.
foi_observation <- function(data, id) {
  observations <- foi_load(data, "observations")
  at <- match(id, observations[[data$tables$observations$key]])
  if (is.na(at)) .foi_stop("There is no observation '", id, "' in this package.")
  as.list(observations[at, , drop = FALSE])
}

# Give the place in its letter of an observation; where none is printed, of the answer that says why: letter_id,
# line from 1, start and end in characters from 0, the words between them, context (the whole lines on which they
# stand), file, url (NA while the package has no homepage), letter (its row), and refers_to: the place of the other
# answer that an answer such as "as above" leads to.
foi_source <- function(data, id) {
  row <- foi_observation(data, id)
  if (!is.na(row$figure_id)) {
    return(.foi_place(data, row$letter_id, row$figure_id, .foi_row(data, "figures", row$figure_id)))
  }
  .foi_answer(data, row$letter_id, row$question_id, character())
}

# Give the text of a letter, names and contact details masked. Places are counted in it.
foi_letter_text <- function(data, letter_id) {
  .foi_row(data, "letters", letter_id)
  .foi_text(.foi_bytes(data, .foi_text_file(data, letter_id)))
}

# ---- what the functions above are made of ----

.foi_stop <- function(...) stop(..., call. = FALSE)

.foi_known <- function(known, name, kind) {
  if (name %in% names(known)) return(known[[name]])
  distances <- utils::adist(name, names(known))
  near <- if (min(distances) <= 3) paste0("; did you mean '", names(known)[which.min(distances)], "'?") else "."
  .foi_stop("There is no ", kind, " '", name, "' in this package", near)
}

.foi_inside <- function(name) {
  if (grepl("^/|\\\\|:|(^|/)\\.\\.(/|$)", name)) .foi_stop("The path '", name, "' leads out of the package.")
  name
}

.foi_in_folder <- function(top) {
  if (!file.exists(file.path(top, "datapackage.json"))) {
    .foi_stop("There is no datapackage.json in ", top, ", so it is no package.")
  }
  function(name) {
    path <- file.path(top, .foi_inside(name))
    if (!file.exists(path)) .foi_stop(name, " is not in ", top, ".")
    readBin(path, "raw", file.size(path))
  }
}

# A zip may hold the package in a folder, as those that hosts of repositories make do.
.foi_in_zip <- function(path) {
  inside <- tryCatch(
    suppressWarnings(utils::unzip(path, list = TRUE)),
    error = function(e) .foi_stop(path, " is no package: name a folder with a datapackage.json, or a zip of one.")
  )
  found <- inside$Name[basename(inside$Name) == "datapackage.json"]
  if (!length(found)) .foi_stop("There is no datapackage.json in ", path, ", so it is no package.")
  found <- found[order(lengths(strsplit(found, "/")), found)][1]
  top <- substr(found, 1, nchar(found) - nchar("datapackage.json"))
  function(name) {
    full <- paste0(top, .foi_inside(name))
    at <- match(full, inside$Name)
    if (is.na(at)) .foi_stop(name, " is not in ", path, ".")
    connection <- unz(path, full, "rb")
    on.exit(close(connection))
    readBin(connection, "raw", inside$Length[at])
  }
}

# The bytes of a file, if they are as many as the descriptor says; base R has no SHA-256 to compare.
.foi_bytes <- function(data, path) {
  content <- data$read(path)
  size <- data$sizes[[path]]
  if (!is.null(size) && length(content) != size) {
    .foi_stop(
      path, " is not the file that datapackage.json describes: something has changed it since it was published. ",
      "Unpack or download the package again."
    )
  }
  content
}

# Without the byte order mark that some programs want.
.foi_without_mark <- function(content) {
  marked <- length(content) >= 3 && all(content[1:3] == as.raw(c(0xef, 0xbb, 0xbf)))
  if (marked) content[-(1:3)] else content
}

.foi_text <- function(content) {
  text <- rawToChar(content)
  Encoding(text) <- "UTF-8"
  text
}

# What the descriptor says of a table. refers: for each column that refers to another table, that table and column.
.foi_table <- function(resource) {
  schema <- resource$schema
  field <- function(name, default) {
    vapply(schema$fields, function(one) if (is.null(one[[name]])) default else one[[name]], "")
  }
  words <- function(name, default) {
    found <- lapply(schema$fields, function(one) {
      if (is.null(one[[name]])) default else unlist(one[[name]])
    })
    stats::setNames(found, field("name", ""))
  }
  refers <- list()
  for (key in schema$foreignKeys) {
    if (length(unlist(key$fields)) == 1) { # a table that refers to itself is named "", or not at all
      to <- key$reference$resource
      to <- if (is.null(to) || to == "") resource$name else to
      refers[[unlist(key$fields)]] <- c(to, unlist(key$reference$fields))
    }
  }
  missing <- if (is.null(schema$missingValues)) "" else schema$missingValues
  columns <- field("name", "")
  key <- unlist(schema$primaryKey)
  dialect <- function(name, default) {
    if (is.null(resource$dialect[[name]])) default else resource$dialect[[name]]
  }
  list(
    name = resource$name,
    title = if (is.null(resource$title)) resource$name else resource$title,
    path = resource$path,
    columns = columns,
    types = stats::setNames(field("type", "string"), columns),
    true = words("trueValues", c("true", "True", "TRUE", "1")),
    false = words("falseValues", c("false", "False", "FALSE", "0")),
    key = key,
    refers = refers,
    missing = vapply(missing, function(one) if (is.list(one)) one$value else one, ""),
    sep = dialect("delimiter", ","),
    quote = dialect("quoteChar", "\""),
    is_list = identical(key, "code") && "label" %in% columns
  )
}

# The code lists of a table's columns, by column.
.foi_lists_of <- function(data, table) {
  is_list <- function(to) isTRUE(data$tables[[to[1]]]$is_list) && to[2] == "code"
  lapply(Filter(is_list, table$refers), function(to) to[1])
}

# The column whose code list says whether there is a value; NA where there is none.
.foi_status <- function(data, lists) {
  says <- vapply(lists, function(one) "has_value" %in% data$tables[[one]]$columns, NA)
  if (any(says)) names(lists)[which(says)[1]] else NA_character_
}

.foi_labels <- function(labels, codes) {
  found <- unname(labels[match(codes, names(labels))])
  ifelse(is.na(found), codes, found)
}

.foi_reasons <- function(data, rows, status, code_list) {
  known <- .foi_rows(data, data$tables[[code_list]])
  codes <- rows[[status]]
  hidden <- !is.na(codes) & !codes %in% known$code[known$has_value]
  if (any(hidden & !is.na(rows$value))) {
    code <- codes[which(hidden & !is.na(rows$value))[1]]
    .foi_stop("There is a value where ", status, " is ", code, ": the package is damaged.")
  }
  ifelse(hidden, .foi_labels(stats::setNames(known$label, known$code), codes), NA_character_)
}

# The rows of a table, kept once they are read.
.foi_rows <- function(data, table) {
  if (is.null(data$loaded[[table$name]])) data$loaded[[table$name]] <- .foi_read_rows(data, table)
  data$loaded[[table$name]]
}

.foi_read_rows <- function(data, table) {
  cells <- .foi_cells(.foi_without_mark(.foi_bytes(data, table$path)), table)
  header <- cells[seq_along(table$columns)]
  if (!identical(header, table$columns)) {
    .foi_stop(table$path, " has other columns than its schema: ", toString(header), ".")
  }
  rows <- matrix(cells, ncol = length(header), byrow = TRUE)[-1, , drop = FALSE]
  rows[rows %in% table$missing] <- NA
  rows <- lapply(seq_along(header), function(at) .foi_typed(rows[, at], header[at], table))
  data.frame(stats::setNames(rows, header), check.names = FALSE, stringsAsFactors = FALSE)
}

# The cells of a CSV file (RFC 4180) from its first to its last. read.table makes other line ends of some.
.foi_cells <- function(content, table) {
  q <- table$quote
  cell <- sprintf("(?:%s(?:[^%s]|%s%s)*+%s|[^%s%s\r\n]*+)(?:%s|\r?\n|\\z)", q, q, q, q, q, q, table$sep, table$sep)
  found <- .foi_tokens(content, paste0("(?!\\z)", cell))
  if (sum(nchar(found, "bytes")) != length(content)) .foi_stop(table$path, " is no CSV file.")
  last <- !endsWith(found, table$sep)
  if (any(which(last) != seq_len(sum(last)) * length(table$columns))) {
    .foi_stop(table$path, " has not as many cells in each row as its schema.")
  }
  found <- sub("\r?\n$", "", ifelse(last, found, substr(found, 1, nchar(found) - 1)))
  quoted <- startsWith(found, q)
  found[quoted] <- gsub(paste0(q, q), q, substr(found[quoted], 2, nchar(found[quoted]) - 1), fixed = TRUE)
  found
}

# What matches, as words. From the bytes, since to find a character in a long text takes R as long as the text.
.foi_tokens <- function(content, pattern) {
  found <- gregexpr(pattern, rawToChar(content), perl = TRUE, useBytes = TRUE)[[1]]
  ends <- found + attr(found, "match.length") - 1L
  tokens <- mapply(function(from, to) rawToChar(content[from:to]), as.integer(found), ends)
  Encoding(tokens) <- "UTF-8"
  tokens
}

.foi_typed <- function(cells, column, table) {
  type <- table$types[[column]]
  pattern <- switch(type,
    integer = "^[-+]?[0-9]+$",
    number = "^[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$",
    date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  )
  wrong <- if (!is.null(pattern)) !is.na(cells) & !grepl(pattern, cells) else logical(length(cells))
  if (type == "boolean") wrong <- !is.na(cells) & !cells %in% c(table$true[[column]], table$false[[column]])
  if (any(wrong)) {
    at <- which(wrong)[1]
    .foi_stop(table$path, ", row ", at, ": ", column, " '", cells[at], "' is no ", type, ".")
  }
  switch(type,
    integer = , # R's own integers end at 2,147,483,647
    number = as.numeric(cells),
    boolean = ifelse(is.na(cells), NA, cells %in% table$true[[column]]),
    date = as.Date(cells, format = "%Y-%m-%d"),
    cells # words stay words, and so does every type that this reader does not know
  )
}

.foi_row <- function(data, name, key) {
  table <- .foi_known(data$tables, name, "table")
  rows <- .foi_rows(data, table)
  at <- match(key, rows[[table$key]])
  if (is.na(at)) .foi_stop("There is no ", key, " in the table ", name, ".")
  as.list(rows[at, , drop = FALSE])
}

.foi_answer <- function(data, letter_id, question_id, before) {
  row <- .foi_row(data, "answers", question_id)
  place <- .foi_place(data, letter_id, question_id, row)
  seen <- c(before, question_id)
  if (!is.na(row$refers_to) && !row$refers_to %in% seen) {
    place$refers_to <- .foi_answer(data, letter_id, row$refers_to, seen)
  }
  place
}

.foi_place <- function(data, letter_id, identifier, row) {
  text <- foi_letter_text(data, letter_id)
  start <- row$span_start
  end <- row$span_end
  if (start < 0 || end < start || end > nchar(text)) {
    .foi_stop(identifier, " stands outside the text of its letter: the package is damaged.")
  }
  before <- substr(text, 1, start)
  words <- substr(text, start + 1, end)
  list(
    letter_id = letter_id,
    line = nchar(gsub("[^\n]", "", before)) + 1,
    start = start,
    end = end,
    words = words,
    context = sub("\r?\n?$", "", paste0(
      sub("^.*\n", "", before), words,
      if (endsWith(words, "\n")) "" else sub("\n.*$", "", substr(text, end + 1, nchar(text)))
    )),
    file = .foi_text_file(data, letter_id),
    url = .foi_address(data, identifier),
    letter = .foi_row(data, "letters", letter_id)
  )
}

.foi_text_file <- function(data, letter_id) {
  paste0(sub("[.][^./]*$", "", data$tables$letters$path), "/", letter_id, ".txt")
}

.foi_address <- function(data, identifier) {
  if (is.null(data$homepage)) return(NA_character_)
  page <- sub("/[^/]*$", "", identifier)
  anchor <- sub("^.*/", "", identifier)
  paste0(sub("/+$", "", data$homepage), "/letters/", .foi_quoted(page), ".html#", .foi_quoted(anchor))
}

.foi_quoted <- function(words) {
  bytes <- charToRaw(enc2utf8(words))
  plain <- strsplit("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-()~", "")[[1]]
  each <- vapply(bytes, function(byte) {
    if (byte < as.raw(0x80) && rawToChar(byte) %in% plain) rawToChar(byte) else sprintf("%%%02X", as.integer(byte))
  }, "")
  paste(each, collapse = "")
}

# JSON as lists and vectors of one: base R has no reader for it.
.foi_json <- function(content) {
  token <- "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[-+0-9.eE]+|true|false|null|[][{}:,]"
  tokens <- .foi_tokens(content, token)
  at <- 0L
  take <- function() {
    at <<- at + 1L
    tokens[at]
  }
  value <- function(one) {
    switch(substr(one, 1, 1),
      "{" = members("}", function() {
        name <- .foi_unescaped(take())
        take() # the colon
        stats::setNames(list(value(take())), name)
      }),
      "[" = members("]", function() list(value(take()))),
      "\"" = .foi_unescaped(one),
      t = TRUE,
      f = FALSE,
      n = NULL,
      as.numeric(one)
    )
  }
  members <- function(end, member) {
    if (identical(tokens[at + 1L], end)) {
      take()
      return(list())
    }
    found <- list()
    repeat {
      found[[length(found) + 1L]] <- member()
      if (!identical(take(), ",")) return(do.call(c, found))
    }
  }
  tryCatch(value(take()), error = function(e) .foi_stop("datapackage.json is no JSON."))
}

.foi_unescaped <- function(quoted) {
  words <- substr(quoted, 2, nchar(quoted) - 1)
  if (!grepl("\\", words, fixed = TRUE)) return(words)
  parts <- regmatches(words, gregexpr("(?:\\\\u[0-9a-fA-F]{4})+|\\\\.|[^\\\\]+", words, perl = TRUE))[[1]]
  plain <- c("\\n" = "\n", "\\t" = "\t", "\\r" = "\r", "\\b" = "\b", "\\f" = "\f")
  paste(vapply(parts, function(part) {
    if (part %in% names(plain)) return(plain[[part]])
    if (startsWith(part, "\\u")) {
      return(intToUtf8(strtoi(strsplit(part, "\\u", fixed = TRUE)[[1]][-1], 16L), allow_surrogate_pairs = TRUE))
    }
    if (startsWith(part, "\\")) substr(part, 2, 2) else part
  }, ""), collapse = "")
}
