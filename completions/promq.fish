# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_promq_global_optspecs
    string join \n color= threads= enable-feature= experimental h/help V/version
end

function __fish_promq_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_promq_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_promq_using_subcommand
    set -l cmd (__fish_promq_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c promq -n "__fish_promq_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_needs_command" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_needs_command" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_needs_command" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_needs_command" -s V -l version -d 'Print version'
complete -c promq -n "__fish_promq_needs_command" -f -a "query" -d 'Run queries against a server, a data directory or a file'
complete -c promq -n "__fish_promq_needs_command" -f -a "promql" -d 'Format, edit and explain PromQL expressions'
complete -c promq -n "__fish_promq_needs_command" -f -a "tsdb" -d 'Look into data directories and blocks'
complete -c promq -n "__fish_promq_needs_command" -f -a "test" -d 'Run tests of PromQL'
complete -c promq -n "__fish_promq_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c promq -n "__fish_promq_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "instant" -d 'Evaluate an expression at one time'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "range" -d 'Evaluate an expression over a range of times'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "series" -d 'List the series that match selectors'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "labels" -d 'List the values of a label, or the names of all labels'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "metadata" -d 'Show type, unit and help of metrics'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "analyze" -d 'Show how many buckets histograms populate'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "batch" -d 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API\'s JSON'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "explain" -d 'Evaluate an expression and show how: series, samples and time of every operator'
complete -c promq -n "__fish_promq_using_subcommand query; and not __fish_seen_subcommand_from instant range series labels metadata analyze batch explain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l time -d 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample\'s time for local data, else now' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from instant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l start -d 'First step: RFC 3339, unix seconds, now-1h, -1h; five minutes before the end when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l end -d 'Last step; the newest sample\'s time for local data, else now' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l step -d 'Time between steps: seconds or a duration; a 250th of the range when left out, but at least a second' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from range" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l match -d 'Series selector; may be repeated, and a series that matches one of them is listed' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l start -d 'Only series with samples since then: RFC 3339, unix seconds, now-1h, -1h' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l end -d 'Only series with samples until then' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from series" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l match -d 'Only labels of series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l start -d 'Only labels of series with samples since then: RFC 3339, unix seconds, now-1h, -1h' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l end -d 'Only labels of series with samples until then' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from labels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l metric -d 'Only this metric' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l limit -d 'The most metrics to show' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from metadata" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l server -d 'The same as SOURCE, promtool\'s way' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l type -d 'Type of metric; there is only histogram' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l duration -d 'How far back to look from the time' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l time -d 'Until when to look: RFC 3339, unix seconds, now-1h, -1h; the newest sample\'s time for local data, else now' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l match -d 'Series selector; may be repeated, and each has its histograms listed' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l queries -d 'File with the queries (-: standard input)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l time -d 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample\'s time for local data, else now' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l start -d 'First step of a range query; five minutes before the end when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l end -d 'Last step of a range query; what --time would be when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l step -d 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -s o -l format -l output -d 'How to write the result' -r -f -a "table\t'A table (the default on a terminal)'
promql\t'promtool\'s text (the default elsewhere)'
json\t'promtool\'s JSON: the bare result'
api\t'The HTTP API\'s whole envelope'
csv\t'Comma-separated values with a header'
tsv\t'Tab-separated values with a header'
ndjson\t'One JSON object a line for every sample'
graph\t'A chart'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l max-samples -d 'The most samples a query may hold at once (local data)' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l timeout -d 'Queries that take longer fail' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l lookback-delta -d 'How far back a selector looks for a sample; a server\'s own default (5m) when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l stats -d 'Print what the query cost to standard error'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "instant" -d 'Evaluate an expression at one time'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "range" -d 'Evaluate an expression over a range of times'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "series" -d 'List the series that match selectors'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "labels" -d 'List the values of a label, or the names of all labels'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "metadata" -d 'Show type, unit and help of metrics'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "analyze" -d 'Show how many buckets histograms populate'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API\'s JSON'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Evaluate an expression and show how: series, samples and time of every operator'
complete -c promq -n "__fish_promq_using_subcommand query; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from format" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from format" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from format" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from format" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from format" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -f -a "set" -d 'Set a label matcher in every selector'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -f -a "delete" -d 'Delete the matchers of a label from every selector'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from label-matchers" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l time -d 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample\'s time for local data, else now' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l start -d 'First step of a range query; five minutes before the end when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l end -d 'Last step of a range query; what --time would be when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l step -d 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -s o -l format -l output -d 'How to write the plan' -r -f -a "table\t'A tree'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list dump dump-openmetrics help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -s r -l human-readable -d 'Print times as dates and sizes in binary units'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l min-time -d 'First time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l max-time -d 'Last time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l match -d 'Only series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l sandbox-dir-root -d 'Accepted for promtool\'s sake; promq writes nothing while it reads' -r -F
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l format -d 'What to print' -r -f -a "prom\t'A line for every sample'
seriesjson\t'The labels of every series, as a JSON object a line'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l as-server -d 'Read the directory as the server that owns it would, not as promtool does'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l every-histogram -d 'Print every native histogram, as promtool does since 3.6'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l min-time -d 'First time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l max-time -d 'Last time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l match -d 'Only series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l sandbox-dir-root -d 'Accepted for promtool\'s sake; promq writes nothing while it reads' -r -F
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l as-server -d 'Read the directory as the server that owns it would, not as promtool does'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump-openmetrics" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -l junit -d 'File to write the results to, as JUnit XML' -r -F
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -f -a "promql" -d 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
complete -c promq -n "__fish_promq_using_subcommand test; and not __fish_seen_subcommand_from promql help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l run -d 'Run only evals whose expression matches this regular expression; data is loaded in any case. May be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l junit -d 'File to write the results to, as JUnit XML' -r -F
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from promql" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from help" -f -a "promql" -d 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
complete -c promq -n "__fish_promq_using_subcommand test; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand completions" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand completions" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand completions" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "query" -d 'Run queries against a server, a data directory or a file'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "promql" -d 'Format, edit and explain PromQL expressions'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "tsdb" -d 'Look into data directories and blocks'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "test" -d 'Run tests of PromQL'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query promql tsdb test completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "instant" -d 'Evaluate an expression at one time'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "range" -d 'Evaluate an expression over a range of times'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "series" -d 'List the series that match selectors'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "labels" -d 'List the values of a label, or the names of all labels'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "metadata" -d 'Show type, unit and help of metrics'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "analyze" -d 'Show how many buckets histograms populate'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "batch" -d 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API\'s JSON'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "explain" -d 'Evaluate an expression and show how: series, samples and time of every operator'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from test" -f -a "promql" -d 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
