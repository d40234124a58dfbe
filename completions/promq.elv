
use builtin;
use str;

set edit:completion:arg-completer[promq] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'promq'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'promq'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand query 'Run queries against a server, a data directory or a file'
            cand check 'Check files, metrics and servers'
            cand lint 'Explain the findings of the checks'
            cand fmt 'Lay out the PromQL in rule files'
            cand promql 'Format, edit, explain and check PromQL expressions'
            cand tsdb 'Look into data directories and blocks, make and change them'
            cand test 'Run tests of PromQL'
            cand completions 'Print the completion script for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;query'= {
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand instant 'Evaluate an expression at one time'
            cand range 'Evaluate an expression over a range of times'
            cand series 'List the series that match selectors'
            cand labels 'List the values of a label, or the names of all labels'
            cand metadata 'Show type, unit and help of metrics'
            cand analyze 'Show how many buckets histograms populate'
            cand batch 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON'
            cand explain 'Evaluate an expression and show how: series, samples and time of every operator'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;query;instant'= {
            cand --time 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;range'= {
            cand --start 'First step: RFC 3339, unix seconds, now-1h, -1h; five minutes before the end when left out'
            cand --end 'Last step; the newest sample''s time for local data, else now'
            cand --step 'Time between steps: seconds or a duration; a 250th of the range when left out, but at least a second'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;series'= {
            cand --match 'Series selector; may be repeated, and a series that matches one of them is listed'
            cand --start 'Only series with samples since then: RFC 3339, unix seconds, now-1h, -1h'
            cand --end 'Only series with samples until then'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;labels'= {
            cand --match 'Only labels of series that match this selector; may be repeated'
            cand --start 'Only labels of series with samples since then: RFC 3339, unix seconds, now-1h, -1h'
            cand --end 'Only labels of series with samples until then'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;metadata'= {
            cand --metric 'Only this metric'
            cand --limit 'The most metrics to show'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;analyze'= {
            cand --server 'The same as SOURCE, promtool''s way'
            cand --type 'Type of metric; there is only histogram'
            cand --duration 'How far back to look from the time'
            cand --time 'Until when to look: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now'
            cand --match 'Series selector; may be repeated, and each has its histograms listed'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;batch'= {
            cand --queries 'File with the queries (-: standard input)'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;explain'= {
            cand --time 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now'
            cand --start 'First step of a range query; five minutes before the end when left out'
            cand --end 'Last step of a range query; what --time would be when left out'
            cand --step 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second'
            cand -o 'How to write the result'
            cand --format 'How to write the result'
            cand --output 'How to write the result'
            cand --max-samples 'The most samples a query may hold at once (local data)'
            cand --timeout 'Queries that take longer fail'
            cand --lookback-delta 'How far back a selector looks for a sample; a server''s own default (5m) when left out'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --stats 'Print what the query cost to standard error'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;query;help'= {
            cand instant 'Evaluate an expression at one time'
            cand range 'Evaluate an expression over a range of times'
            cand series 'List the series that match selectors'
            cand labels 'List the values of a label, or the names of all labels'
            cand metadata 'Show type, unit and help of metrics'
            cand analyze 'Show how many buckets histograms populate'
            cand batch 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON'
            cand explain 'Evaluate an expression and show how: series, samples and time of every operator'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;query;help;instant'= {
        }
        &'promq;query;help;range'= {
        }
        &'promq;query;help;series'= {
        }
        &'promq;query;help;labels'= {
        }
        &'promq;query;help;metadata'= {
        }
        &'promq;query;help;analyze'= {
        }
        &'promq;query;help;batch'= {
        }
        &'promq;query;help;explain'= {
        }
        &'promq;query;help;help'= {
        }
        &'promq;check'= {
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand config 'Check if configuration files are valid, and the files that they name'
            cand rules 'Check if rule files are valid'
            cand metrics 'Check metrics for consistency and correctness, and optionally count their series'
            cand web-config 'Check web configuration files'
            cand healthy 'Check if a Prometheus server is healthy'
            cand ready 'Check if a Prometheus server is ready'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;check;config'= {
            cand --lint 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool''s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]'
            cand --lint-config 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository'
            cand --diff-base 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"'
            cand --source 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --env-file 'File of further variables to put in, NAME=value a line; they win over the environment. May be repeated'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --syntax-only 'Only check the files themselves, and not what they name'
            cand --lint-fatal 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this'
            cand --fix 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text'
            cand --diff 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something'
            cand --ignore-unknown-fields 'Ignore unknown fields in rule files'
            cand --agent 'Check files for Prometheus in agent mode'
            cand --skip-missing-credentials 'Files with credentials, certificates and keys need not be there'
            cand --expand-env 'Put environment variables in before reading: $NAME, ${NAME}, ${NAME:-default}'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;rules'= {
            cand --from 'What the files are written for'
            cand --lint 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool''s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]'
            cand --lint-config 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository'
            cand --diff-base 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"'
            cand --source 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --lint-fatal 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this'
            cand --fix 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text'
            cand --diff 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something'
            cand --ignore-unknown-fields 'Ignore unknown fields'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;metrics'= {
            cand --lint 'Checks to apply: all, or none to only count series'
            cand --format 'The format of the metrics'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --extended 'Print how many series each metric has'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;web-config'= {
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;healthy'= {
            cand --url 'The URL of the server'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;ready'= {
            cand --url 'The URL of the server'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --query.lookback-delta 'The server''s lookback delta, with which scrape intervals are compared'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;check;help'= {
            cand config 'Check if configuration files are valid, and the files that they name'
            cand rules 'Check if rule files are valid'
            cand metrics 'Check metrics for consistency and correctness, and optionally count their series'
            cand web-config 'Check web configuration files'
            cand healthy 'Check if a Prometheus server is healthy'
            cand ready 'Check if a Prometheus server is ready'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;check;help;config'= {
        }
        &'promq;check;help;rules'= {
        }
        &'promq;check;help;metrics'= {
        }
        &'promq;check;help;web-config'= {
        }
        &'promq;check;help;healthy'= {
        }
        &'promq;check;help;ready'= {
        }
        &'promq;check;help;help'= {
        }
        &'promq;lint'= {
            cand --explain 'Print the page of a code: what it looks for, why that is bad, an example, and how to fix it'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --list 'Print all codes, a line each: how serious it is, when it is looked for, and what it means'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;fmt'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --check 'Change nothing, print the names of files that are not formatted, and exit with 3 if there are any'
            cand --diff 'Change nothing, and print what would change as a unified diff'
            cand --expr 'The files hold a bare expression each'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand format 'Lay an expression out over lines'
            cand label-matchers 'Edit the label matchers of every selector in an expression'
            cand explain 'Show the plan of an expression without evaluating it'
            cand lint 'Look for mistakes in PromQL expressions'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;promql;format'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql;label-matchers'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Set a label matcher in every selector'
            cand delete 'Delete the matchers of a label from every selector'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;promql;label-matchers;set'= {
            cand -t 'How to compare'
            cand --type 'How to compare'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql;label-matchers;delete'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql;label-matchers;help'= {
            cand set 'Set a label matcher in every selector'
            cand delete 'Delete the matchers of a label from every selector'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;promql;label-matchers;help;set'= {
        }
        &'promq;promql;label-matchers;help;delete'= {
        }
        &'promq;promql;label-matchers;help;help'= {
        }
        &'promq;promql;explain'= {
            cand --time 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now'
            cand --start 'First step of a range query; five minutes before the end when left out'
            cand --end 'Last step of a range query; what --time would be when left out'
            cand --step 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second'
            cand -o 'How to write the plan'
            cand --format 'How to write the plan'
            cand --output 'How to write the plan'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql;lint'= {
            cand --lint 'What to look for, words separated by commas: all, default, none, a code, an area such as series/; a minus in front takes away'
            cand --source 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand -o 'How to show what was found'
            cand --output 'How to show what was found'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;promql;help'= {
            cand format 'Lay an expression out over lines'
            cand label-matchers 'Edit the label matchers of every selector in an expression'
            cand explain 'Show the plan of an expression without evaluating it'
            cand lint 'Look for mistakes in PromQL expressions'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;promql;help;format'= {
        }
        &'promq;promql;help;label-matchers'= {
            cand set 'Set a label matcher in every selector'
            cand delete 'Delete the matchers of a label from every selector'
        }
        &'promq;promql;help;label-matchers;set'= {
        }
        &'promq;promql;help;label-matchers;delete'= {
        }
        &'promq;promql;help;explain'= {
        }
        &'promq;promql;help;lint'= {
        }
        &'promq;promql;help;help'= {
        }
        &'promq;tsdb'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the blocks of a data directory'
            cand analyze 'Show which metrics, labels and times take the room in a block'
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
            cand wal 'Look into write-ahead logs, damaged ones too'
            cand diff 'Show how two data directories, snapshots or blocks differ'
            cand verify 'Verify blocks, snapshots and data directories'
            cand create-blocks-from 'Import samples and produce blocks'
            cand compact 'Merge blocks into fewer, longer ones'
            cand repair 'Repair damaged blocks'
            cand rewrite 'Rewrite blocks with other labels, or without some times'
            cand delete 'Delete samples of series that match'
            cand split 'Split blocks at borders in time'
            cand undo 'Undo a change that repair, delete, rewrite or split has made'
            cand bench 'Run benchmarks'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;list'= {
            cand -o 'Format of the output'
            cand --output 'Format of the output'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand --details 'Show where blocks come from and what they overlap: level, sources, parents, hints, deletions, sizes'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;analyze'= {
            cand --limit 'How many items to show in each list; without it, JSON has all'
            cand --match 'Only series that match this selector'
            cand --gaps 'Find pauses of more than FACTOR times the usual interval of a series; this reads all samples'
            cand --step 'Length of the intervals in which appearing and disappearing series are counted'
            cand -o 'Format of the output; text (promtool''s) by default, table on a terminal'
            cand --output 'Format of the output; text (promtool''s) by default, table on a terminal'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --all-blocks 'Analyze all blocks of the directory as if they were one'
            cand --extended 'Also show how large chunks are; this reads all of them'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;dump'= {
            cand --min-time 'First time to dump, in milliseconds since the Unix epoch'
            cand --max-time 'Last time to dump, in milliseconds since the Unix epoch'
            cand --match 'Only series that match this selector; may be repeated'
            cand --sandbox-dir-root 'Accepted for promtool''s sake; promq writes nothing while it reads'
            cand --format 'What to print'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --as-server 'Read the directory as the server that owns it would, not as promtool does'
            cand --every-histogram 'Print every native histogram, as promtool does since 3.6'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;dump-openmetrics'= {
            cand --min-time 'First time to dump, in milliseconds since the Unix epoch'
            cand --max-time 'Last time to dump, in milliseconds since the Unix epoch'
            cand --match 'Only series that match this selector; may be repeated'
            cand --sandbox-dir-root 'Accepted for promtool''s sake; promq writes nothing while it reads'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --as-server 'Read the directory as the server that owns it would, not as promtool does'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;wal'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the segments of the write-ahead logs: what is in them, and where they are damaged'
            cand count 'Count samples and other entries of the write-ahead logs by metric or series'
            cand dump 'Print every entry of the write-ahead logs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;wal;list'= {
            cand -o 'Format of the output'
            cand --output 'Format of the output'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;wal;count'= {
            cand --by 'By what to count'
            cand --match 'Only series that match this selector; may be repeated'
            cand --limit 'How many to show, those with most samples first; 20 in a table and all in JSON when left out'
            cand -o 'Format of the output'
            cand --output 'Format of the output'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;wal;dump'= {
            cand --type 'Only entries of these kinds'
            cand --match 'Only entries of series that match this selector; may be repeated'
            cand -o 'Format of the output'
            cand --output 'Format of the output'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --past-damage 'Go on behind damage, as far as there is something to read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;wal;help'= {
            cand list 'List the segments of the write-ahead logs: what is in them, and where they are damaged'
            cand count 'Count samples and other entries of the write-ahead logs by metric or series'
            cand dump 'Print every entry of the write-ahead logs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;wal;help;list'= {
        }
        &'promq;tsdb;wal;help;count'= {
        }
        &'promq;tsdb;wal;help;dump'= {
        }
        &'promq;tsdb;wal;help;help'= {
        }
        &'promq;tsdb;diff'= {
            cand --match 'Only series that match this selector; may be repeated'
            cand --min-time 'First time to compare, in milliseconds since the Unix epoch'
            cand --max-time 'Last time to compare, in milliseconds since the Unix epoch'
            cand --limit 'How many series of each kind of difference to name, and how many metrics and labels to list in text'
            cand -o 'Format of the output'
            cand --output 'Format of the output'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --samples 'Compare samples too, bit for bit; of histograms empty buckets and hints about counter resets do not count'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;verify'= {
            cand -o 'How to print the findings'
            cand --output 'How to print the findings'
            cand --limit 'Print at most this many findings, the worst first; all are counted'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from'= {
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand openmetrics 'Import samples from the OpenMetrics format and produce blocks'
            cand rules 'Evaluate rules in the past and produce blocks of their results'
            cand csv 'Import comma-separated values and produce blocks'
            cand jsonl 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks'
            cand remote-read 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;create-blocks-from;openmetrics'= {
            cand --format 'The format of the input'
            cand --classic-histograms 'What becomes of classic histograms in protobuf expositions'
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --skip-bad-lines 'Pass over lines (protobuf: metric families) that cannot be read, and report them, instead of giving up'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from;rules'= {
            cand --url 'Server to evaluate on'
            cand --source 'What to evaluate over instead: a data directory, a block, a file of samples, or a URL'
            cand --start 'First time of evaluation: RFC 3339, unix seconds, now-7d'
            cand --end 'Last time of evaluation; three hours ago when left out, for local data the newest sample''s time'
            cand --output-dir 'Directory for the blocks'
            cand --eval-interval 'How often to evaluate groups that name no interval'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --alerts 'Evaluate alerting rules too, and write ALERTS and ALERTS_FOR_STATE (local data)'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from;csv'= {
            cand --time-column 'Column that holds the time'
            cand --time-format 'How times are written'
            cand --value-column 'Column that holds values, and whose name is the metric''s; may be repeated'
            cand --metric 'Name of the metric; in front of those of several value columns, and where every column is a series, what their headers say becomes the label series'
            cand --metric-column 'Column that holds the metric''s name'
            cand --label-columns 'Columns that are labels, separated by commas; all other columns when left out'
            cand --format 'What the columns are by their position, for tables without a header, as VictoriaMetrics takes it: 1:time:unix_s,2:metric:ask,4:label:market'
            cand --separator 'What separates fields: a character, or `tab`'
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --skip-bad-lines 'Pass over rows that cannot be read, and report them, instead of giving up'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from;jsonl'= {
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --skip-bad-lines 'Pass over lines that cannot be read, and report them, instead of giving up'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from;remote-read'= {
            cand --match 'Series to read; may be repeated'
            cand --min-time 'First time to read: RFC 3339, unix seconds, now-1h, -1h'
            cand --start 'First time to read: RFC 3339, unix seconds, now-1h, -1h'
            cand --max-time 'Last time to read'
            cand --end 'Last time to read'
            cand --window 'Time that one request covers'
            cand --response 'What to ask for'
            cand --retries 'Times that a request is repeated after a failure that may pass: a server that is overloaded or not reached'
            cand --timeout 'Requests that take longer fail'
            cand --http.config.file 'File with an HTTP client configuration: TLS, credentials, proxy'
            cand --header 'Header to send with every request; may be repeated'
            cand --label 'Label to attach to every series, wins over its own; may be repeated'
            cand --max-block-duration 'Longest duration of a block; less than 2h is ignored'
            cand --float-chunk-encoding 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the created blocks'
            cand --quiet 'Do not print the created blocks'
            cand --verify 'Read back what was written before it becomes visible, and compare it with what was read'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;create-blocks-from;help'= {
            cand openmetrics 'Import samples from the OpenMetrics format and produce blocks'
            cand rules 'Evaluate rules in the past and produce blocks of their results'
            cand csv 'Import comma-separated values and produce blocks'
            cand jsonl 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks'
            cand remote-read 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;create-blocks-from;help;openmetrics'= {
        }
        &'promq;tsdb;create-blocks-from;help;rules'= {
        }
        &'promq;tsdb;create-blocks-from;help;csv'= {
        }
        &'promq;tsdb;create-blocks-from;help;jsonl'= {
        }
        &'promq;tsdb;create-blocks-from;help;remote-read'= {
        }
        &'promq;tsdb;create-blocks-from;help;help'= {
        }
        &'promq;tsdb;compact'= {
            cand --into 'Bring all blocks into aligned windows of this length instead, cutting blocks that cross a border'
            cand --merge 'Merge exactly these blocks instead; may be repeated, or separated by commas'
            cand --retention 'How long the server keeps data; its longest block is a tenth of that, and 31d at most'
            cand --min-block-duration 'The length of the blocks that the server makes of its head'
            cand --max-block-duration 'Longest length of a block'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --head 'First turn the head, what lies in WAL, WBL and chunks_head, into blocks'
            cand --dry-run 'Only print what would be done'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
            cand -q 'Do not print the new blocks'
            cand --quiet 'Do not print the new blocks'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;repair'= {
            cand -o 'How to print what is done'
            cand --output 'How to print what is done'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --write 'Do it; without this flag it is only told what would be done'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;rewrite'= {
            cand --relabel 'Relabelling rules: a YAML list as under metric_relabel_configs'
            cand --drop-label 'Remove this label from every series; may be repeated'
            cand --rename-metric 'Give the metric OLD the name NEW; may be repeated'
            cand --min-time 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d'
            cand --max-time 'Last time, in the same form'
            cand -o 'How to print what is done'
            cand --output 'How to print what is done'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --write 'Do it; without this flag it is only told what would be done'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;delete'= {
            cand --match 'Delete from series that match this selector; may be repeated'
            cand --min-time 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d'
            cand --max-time 'Last time, in the same form'
            cand -o 'How to print what is done'
            cand --output 'How to print what is done'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --rewrite 'Write the blocks again without the samples'
            cand --blocks-only 'Delete from blocks although the head has samples to delete too'
            cand --write 'Do it; without this flag it is only told what would be done'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;split'= {
            cand --by 'Split at every multiple of this since the Unix epoch: a duration, or seconds'
            cand --at 'Split before this time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d; may be repeated'
            cand -o 'How to print what is done'
            cand --output 'How to print what is done'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --write 'Do it; without this flag it is only told what would be done'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;undo'= {
            cand -o 'How to print changes'
            cand --output 'How to print changes'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --list 'List all changes'
            cand --write 'Do it; without this flag it is only told what would be done'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;bench'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand write 'Run a write performance benchmark'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;bench;write'= {
            cand --out 'Directory for what is written; blocks of an earlier run are removed'
            cand --metrics 'How many series to read from the file, or to make up'
            cand --scrapes 'How many scrapes to simulate'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;tsdb;bench;help'= {
            cand write 'Run a write performance benchmark'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;bench;help;write'= {
        }
        &'promq;tsdb;bench;help;help'= {
        }
        &'promq;tsdb;help'= {
            cand list 'List the blocks of a data directory'
            cand analyze 'Show which metrics, labels and times take the room in a block'
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
            cand wal 'Look into write-ahead logs, damaged ones too'
            cand diff 'Show how two data directories, snapshots or blocks differ'
            cand verify 'Verify blocks, snapshots and data directories'
            cand create-blocks-from 'Import samples and produce blocks'
            cand compact 'Merge blocks into fewer, longer ones'
            cand repair 'Repair damaged blocks'
            cand rewrite 'Rewrite blocks with other labels, or without some times'
            cand delete 'Delete samples of series that match'
            cand split 'Split blocks at borders in time'
            cand undo 'Undo a change that repair, delete, rewrite or split has made'
            cand bench 'Run benchmarks'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;help;list'= {
        }
        &'promq;tsdb;help;analyze'= {
        }
        &'promq;tsdb;help;dump'= {
        }
        &'promq;tsdb;help;dump-openmetrics'= {
        }
        &'promq;tsdb;help;wal'= {
            cand list 'List the segments of the write-ahead logs: what is in them, and where they are damaged'
            cand count 'Count samples and other entries of the write-ahead logs by metric or series'
            cand dump 'Print every entry of the write-ahead logs'
        }
        &'promq;tsdb;help;wal;list'= {
        }
        &'promq;tsdb;help;wal;count'= {
        }
        &'promq;tsdb;help;wal;dump'= {
        }
        &'promq;tsdb;help;diff'= {
        }
        &'promq;tsdb;help;verify'= {
        }
        &'promq;tsdb;help;create-blocks-from'= {
            cand openmetrics 'Import samples from the OpenMetrics format and produce blocks'
            cand rules 'Evaluate rules in the past and produce blocks of their results'
            cand csv 'Import comma-separated values and produce blocks'
            cand jsonl 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks'
            cand remote-read 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks'
        }
        &'promq;tsdb;help;create-blocks-from;openmetrics'= {
        }
        &'promq;tsdb;help;create-blocks-from;rules'= {
        }
        &'promq;tsdb;help;create-blocks-from;csv'= {
        }
        &'promq;tsdb;help;create-blocks-from;jsonl'= {
        }
        &'promq;tsdb;help;create-blocks-from;remote-read'= {
        }
        &'promq;tsdb;help;compact'= {
        }
        &'promq;tsdb;help;repair'= {
        }
        &'promq;tsdb;help;rewrite'= {
        }
        &'promq;tsdb;help;delete'= {
        }
        &'promq;tsdb;help;split'= {
        }
        &'promq;tsdb;help;undo'= {
        }
        &'promq;tsdb;help;bench'= {
            cand write 'Run a write performance benchmark'
        }
        &'promq;tsdb;help;bench;write'= {
        }
        &'promq;tsdb;help;help'= {
        }
        &'promq;test'= {
            cand --junit 'File to write the results to, as JUnit XML'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand promql 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;test;promql'= {
            cand --run 'Run only evals whose expression matches this regular expression; data is loaded in any case. May be repeated'
            cand --junit 'File to write the results to, as JUnit XML'
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;test;help'= {
            cand promql 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;test;help;promql'= {
        }
        &'promq;test;help;help'= {
        }
        &'promq;completions'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand --experimental 'Accepted for promtool''s sake; every command works without it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'promq;help'= {
            cand query 'Run queries against a server, a data directory or a file'
            cand check 'Check files, metrics and servers'
            cand lint 'Explain the findings of the checks'
            cand fmt 'Lay out the PromQL in rule files'
            cand promql 'Format, edit, explain and check PromQL expressions'
            cand tsdb 'Look into data directories and blocks, make and change them'
            cand test 'Run tests of PromQL'
            cand completions 'Print the completion script for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;help;query'= {
            cand instant 'Evaluate an expression at one time'
            cand range 'Evaluate an expression over a range of times'
            cand series 'List the series that match selectors'
            cand labels 'List the values of a label, or the names of all labels'
            cand metadata 'Show type, unit and help of metrics'
            cand analyze 'Show how many buckets histograms populate'
            cand batch 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON'
            cand explain 'Evaluate an expression and show how: series, samples and time of every operator'
        }
        &'promq;help;query;instant'= {
        }
        &'promq;help;query;range'= {
        }
        &'promq;help;query;series'= {
        }
        &'promq;help;query;labels'= {
        }
        &'promq;help;query;metadata'= {
        }
        &'promq;help;query;analyze'= {
        }
        &'promq;help;query;batch'= {
        }
        &'promq;help;query;explain'= {
        }
        &'promq;help;check'= {
            cand config 'Check if configuration files are valid, and the files that they name'
            cand rules 'Check if rule files are valid'
            cand metrics 'Check metrics for consistency and correctness, and optionally count their series'
            cand web-config 'Check web configuration files'
            cand healthy 'Check if a Prometheus server is healthy'
            cand ready 'Check if a Prometheus server is ready'
        }
        &'promq;help;check;config'= {
        }
        &'promq;help;check;rules'= {
        }
        &'promq;help;check;metrics'= {
        }
        &'promq;help;check;web-config'= {
        }
        &'promq;help;check;healthy'= {
        }
        &'promq;help;check;ready'= {
        }
        &'promq;help;lint'= {
        }
        &'promq;help;fmt'= {
        }
        &'promq;help;promql'= {
            cand format 'Lay an expression out over lines'
            cand label-matchers 'Edit the label matchers of every selector in an expression'
            cand explain 'Show the plan of an expression without evaluating it'
            cand lint 'Look for mistakes in PromQL expressions'
        }
        &'promq;help;promql;format'= {
        }
        &'promq;help;promql;label-matchers'= {
            cand set 'Set a label matcher in every selector'
            cand delete 'Delete the matchers of a label from every selector'
        }
        &'promq;help;promql;label-matchers;set'= {
        }
        &'promq;help;promql;label-matchers;delete'= {
        }
        &'promq;help;promql;explain'= {
        }
        &'promq;help;promql;lint'= {
        }
        &'promq;help;tsdb'= {
            cand list 'List the blocks of a data directory'
            cand analyze 'Show which metrics, labels and times take the room in a block'
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
            cand wal 'Look into write-ahead logs, damaged ones too'
            cand diff 'Show how two data directories, snapshots or blocks differ'
            cand verify 'Verify blocks, snapshots and data directories'
            cand create-blocks-from 'Import samples and produce blocks'
            cand compact 'Merge blocks into fewer, longer ones'
            cand repair 'Repair damaged blocks'
            cand rewrite 'Rewrite blocks with other labels, or without some times'
            cand delete 'Delete samples of series that match'
            cand split 'Split blocks at borders in time'
            cand undo 'Undo a change that repair, delete, rewrite or split has made'
            cand bench 'Run benchmarks'
        }
        &'promq;help;tsdb;list'= {
        }
        &'promq;help;tsdb;analyze'= {
        }
        &'promq;help;tsdb;dump'= {
        }
        &'promq;help;tsdb;dump-openmetrics'= {
        }
        &'promq;help;tsdb;wal'= {
            cand list 'List the segments of the write-ahead logs: what is in them, and where they are damaged'
            cand count 'Count samples and other entries of the write-ahead logs by metric or series'
            cand dump 'Print every entry of the write-ahead logs'
        }
        &'promq;help;tsdb;wal;list'= {
        }
        &'promq;help;tsdb;wal;count'= {
        }
        &'promq;help;tsdb;wal;dump'= {
        }
        &'promq;help;tsdb;diff'= {
        }
        &'promq;help;tsdb;verify'= {
        }
        &'promq;help;tsdb;create-blocks-from'= {
            cand openmetrics 'Import samples from the OpenMetrics format and produce blocks'
            cand rules 'Evaluate rules in the past and produce blocks of their results'
            cand csv 'Import comma-separated values and produce blocks'
            cand jsonl 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks'
            cand remote-read 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks'
        }
        &'promq;help;tsdb;create-blocks-from;openmetrics'= {
        }
        &'promq;help;tsdb;create-blocks-from;rules'= {
        }
        &'promq;help;tsdb;create-blocks-from;csv'= {
        }
        &'promq;help;tsdb;create-blocks-from;jsonl'= {
        }
        &'promq;help;tsdb;create-blocks-from;remote-read'= {
        }
        &'promq;help;tsdb;compact'= {
        }
        &'promq;help;tsdb;repair'= {
        }
        &'promq;help;tsdb;rewrite'= {
        }
        &'promq;help;tsdb;delete'= {
        }
        &'promq;help;tsdb;split'= {
        }
        &'promq;help;tsdb;undo'= {
        }
        &'promq;help;tsdb;bench'= {
            cand write 'Run a write performance benchmark'
        }
        &'promq;help;tsdb;bench;write'= {
        }
        &'promq;help;test'= {
            cand promql 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
        }
        &'promq;help;test;promql'= {
        }
        &'promq;help;completions'= {
        }
        &'promq;help;help'= {
        }
    ]
    $completions[$command]
}
