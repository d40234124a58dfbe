
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
            cand promql 'Format, edit and explain PromQL expressions'
            cand tsdb 'Look into data directories and blocks'
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
        &'promq;promql;help'= {
            cand format 'Lay an expression out over lines'
            cand label-matchers 'Edit the label matchers of every selector in an expression'
            cand explain 'Show the plan of an expression without evaluating it'
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
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;list'= {
            cand --color 'When to use colours'
            cand --threads 'Threads to use; all processors when left out'
            cand --enable-feature 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels'
            cand -r 'Print times as dates and sizes in binary units'
            cand --human-readable 'Print times as dates and sizes in binary units'
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
        &'promq;tsdb;help'= {
            cand list 'List the blocks of a data directory'
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'promq;tsdb;help;list'= {
        }
        &'promq;tsdb;help;dump'= {
        }
        &'promq;tsdb;help;dump-openmetrics'= {
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
            cand promql 'Format, edit and explain PromQL expressions'
            cand tsdb 'Look into data directories and blocks'
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
        &'promq;help;promql'= {
            cand format 'Lay an expression out over lines'
            cand label-matchers 'Edit the label matchers of every selector in an expression'
            cand explain 'Show the plan of an expression without evaluating it'
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
        &'promq;help;tsdb'= {
            cand list 'List the blocks of a data directory'
            cand dump 'Print the samples of a data directory'
            cand dump-openmetrics 'Print the float samples of a data directory in the OpenMetrics text format'
        }
        &'promq;help;tsdb;list'= {
        }
        &'promq;help;tsdb;dump'= {
        }
        &'promq;help;tsdb;dump-openmetrics'= {
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
