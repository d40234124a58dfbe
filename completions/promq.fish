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
complete -c promq -n "__fish_promq_needs_command" -f -a "check" -d 'Check files, metrics and servers'
complete -c promq -n "__fish_promq_needs_command" -f -a "lint" -d 'Explain the findings of the checks'
complete -c promq -n "__fish_promq_needs_command" -f -a "fmt" -d 'Lay out the PromQL in rule files'
complete -c promq -n "__fish_promq_needs_command" -f -a "promql" -d 'Format, edit, explain and check PromQL expressions'
complete -c promq -n "__fish_promq_needs_command" -f -a "tsdb" -d 'Look into data directories and blocks, make and change them'
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
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "config" -d 'Check if configuration files are valid, and the files that they name'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "rules" -d 'Check if rule files are valid'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "metrics" -d 'Check metrics for consistency and correctness, and optionally count their series'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "web-config" -d 'Check web configuration files'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "healthy" -d 'Check if a Prometheus server is healthy'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "ready" -d 'Check if a Prometheus server is ready'
complete -c promq -n "__fish_promq_using_subcommand check; and not __fish_seen_subcommand_from config rules metrics web-config healthy ready help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l lint -d 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool\'s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l lint-config -d 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l diff-base -d 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l source -d 'Series to hold expressions against: a server\'s URL, a data directory, a block, or a file of samples. Of a server the last week counts' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l env-file -d 'File of further variables to put in, NAME=value a line; they win over the environment. May be repeated' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l syntax-only -d 'Only check the files themselves, and not what they name'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l lint-fatal -d 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l fix -d 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l diff -d 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l ignore-unknown-fields -d 'Ignore unknown fields in rule files'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l agent -d 'Check files for Prometheus in agent mode'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l skip-missing-credentials -d 'Files with credentials, certificates and keys need not be there'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l expand-env -d 'Put environment variables in before reading: $NAME, ${NAME}, ${NAME:-default}'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l from -d 'What the files are written for' -r -f -a "auto\t'Whatever their contents look like; a plain rule file is Prometheus\''
prometheus\t'Prometheus, exactly as promtool reads them'
kubernetes\t'Kubernetes, with the Prometheus operator: PrometheusRule and ConfigMap, many in a stream'
mimir\t'Mimir or Cortex: groups in namespaces, many in a stream'
thanos\t'Thanos: with partial_response_strategy'
loki\t'Loki: as for Mimir; expressions in LogQL are not looked at'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l lint -d 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool\'s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l lint-config -d 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l diff-base -d 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l source -d 'Series to hold expressions against: a server\'s URL, a data directory, a block, or a file of samples. Of a server the last week counts' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l lint-fatal -d 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l fix -d 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l diff -d 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l ignore-unknown-fields -d 'Ignore unknown fields'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l lint -d 'Checks to apply: all, or none to only count series' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l format -d 'The format of the metrics' -r -f -a "auto\t'What a URL says it is, and text for everything else'
text\t'Prometheus\' text format'
openmetrics\t'OpenMetrics'
protobuf\t'Protobuf messages, each after its length'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l extended -d 'Print how many series each metric has'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from metrics" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from web-config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l url -d 'The URL of the server' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from healthy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l url -d 'The URL of the server' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l query.lookback-delta -d 'The server\'s lookback delta, with which scrape intervals are compared' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from ready" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "config" -d 'Check if configuration files are valid, and the files that they name'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "rules" -d 'Check if rule files are valid'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "metrics" -d 'Check metrics for consistency and correctness, and optionally count their series'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "web-config" -d 'Check web configuration files'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "healthy" -d 'Check if a Prometheus server is healthy'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "ready" -d 'Check if a Prometheus server is ready'
complete -c promq -n "__fish_promq_using_subcommand check; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand lint" -l explain -d 'Print the page of a code: what it looks for, why that is bad, an example, and how to fix it' -r
complete -c promq -n "__fish_promq_using_subcommand lint" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand lint" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand lint" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand lint" -l list -d 'Print all codes, a line each: how serious it is, when it is looked for, and what it means'
complete -c promq -n "__fish_promq_using_subcommand lint" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand fmt" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand fmt" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand fmt" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand fmt" -l check -d 'Change nothing, print the names of files that are not formatted, and exit with 3 if there are any'
complete -c promq -n "__fish_promq_using_subcommand fmt" -l diff -d 'Change nothing, and print what would change as a unified diff'
complete -c promq -n "__fish_promq_using_subcommand fmt" -l expr -d 'The files hold a bare expression each'
complete -c promq -n "__fish_promq_using_subcommand fmt" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand fmt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -f -a "lint" -d 'Look for mistakes in PromQL expressions'
complete -c promq -n "__fish_promq_using_subcommand promql; and not __fish_seen_subcommand_from format label-matchers explain lint help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l lint -d 'What to look for, words separated by commas: all, default, none, a code, an area such as series/; a minus in front takes away' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l source -d 'Series to hold expressions against: a server\'s URL, a data directory, a block, or a file of samples. Of a server the last week counts' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l http.config.file -d 'File with an HTTP client configuration: TLS, credentials, proxy' -r -F
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l header -d 'Header to send with every request; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -s o -l output -d 'How to show what was found' -r -f -a "human\t'The lines with carets on a terminal, promtool\'s text elsewhere'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code hosts and editors'
github\t'Workflow commands of GitHub Actions'
junit\t'JUnit XML'
checkstyle\t'Checkstyle XML'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "lint" -d 'Look for mistakes in PromQL expressions'
complete -c promq -n "__fish_promq_using_subcommand promql; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "analyze" -d 'Show which metrics, labels and times take the room in a block'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "wal" -d 'Look into write-ahead logs, damaged ones too'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "diff" -d 'Show how two data directories, snapshots or blocks differ'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "verify" -d 'Verify blocks, snapshots and data directories'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "create-blocks-from" -d 'Import samples and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "compact" -d 'Merge blocks into fewer, longer ones'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "repair" -d 'Repair damaged blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "rewrite" -d 'Rewrite blocks with other labels, or without some times'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "delete" -d 'Delete samples of series that match'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "split" -d 'Split blocks at borders in time'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "undo" -d 'Undo a change that repair, delete, rewrite or split has made'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "bench" -d 'Run benchmarks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and not __fish_seen_subcommand_from list analyze dump dump-openmetrics wal diff verify create-blocks-from compact repair rewrite delete split undo bench help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the output' -r -f -a "text\t'A line a block, as promtool prints it, or some with --details'
json\t'A JSON array'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -s r -l human-readable -d 'Print times as dates and sizes in binary units'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l details -d 'Show where blocks come from and what they overlap: level, sources, parents, hints, deletions, sizes'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l limit -d 'How many items to show in each list; without it, JSON has all' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l match -d 'Only series that match this selector' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l gaps -d 'Find pauses of more than FACTOR times the usual interval of a series; this reads all samples' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l step -d 'Length of the intervals in which appearing and disappearing series are counted' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -s o -l output -d 'Format of the output; text (promtool\'s) by default, table on a terminal' -r -f -a "text\t'Promtool\'s lists'
table\t'Tables for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l all-blocks -d 'Analyze all blocks of the directory as if they were one'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l extended -d 'Also show how large chunks are; this reads all of them'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l min-time -d 'First time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l max-time -d 'Last time to dump, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l match -d 'Only series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l sandbox-dir-root -d 'Accepted for promtool\'s sake; promq writes nothing while it reads' -r -F
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from dump" -l format -d 'What to print' -r -f -a "prom\t'A line for every sample'
seriesjson\t'The labels of every series, as a JSON object a line'
jsonl\t'Everything, as JSON objects that hold runs of samples: every bit of floats and native histograms'"
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
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -f -a "list" -d 'List the segments of the write-ahead logs: what is in them, and where they are damaged'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -f -a "count" -d 'Count samples and other entries of the write-ahead logs by metric or series'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -f -a "dump" -d 'Print every entry of the write-ahead logs'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from wal" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l match -d 'Only series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l min-time -d 'First time to compare, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l max-time -d 'Last time to compare, in milliseconds since the Unix epoch' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l limit -d 'How many series of each kind of difference to name, and how many metrics and labels to list in text' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -s o -l output -d 'Format of the output' -r -f -a "text\t'Tables and marked series'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l samples -d 'Compare samples too, bit for bit; of histograms empty buckets and hints about counter resets do not count'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print the findings' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -l limit -d 'Print at most this many findings, the worst first; all are counted' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l label -d 'Label to attach to every series, wins over its own; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l max-block-duration -d 'Longest duration of a block; less than 2h is ignored' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l float-chunk-encoding -d 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on' -r -f -a "xor\t''
xor2\t''"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -s r -l human-readable -d 'Print times as dates and sizes in binary units'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -s q -l quiet -d 'Do not print the created blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l verify -d 'Read back what was written before it becomes visible, and compare it with what was read'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "openmetrics" -d 'Import samples from the OpenMetrics format and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "rules" -d 'Evaluate rules in the past and produce blocks of their results'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "csv" -d 'Import comma-separated values and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "jsonl" -d 'Import what tsdb dump --format jsonl or VictoriaMetrics\' export has written, and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "remote-read" -d 'Import the samples of a server with Prometheus\' remote read protocol, and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from create-blocks-from" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l into -d 'Bring all blocks into aligned windows of this length instead, cutting blocks that cross a border' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l merge -d 'Merge exactly these blocks instead; may be repeated, or separated by commas' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l retention -d 'How long the server keeps data; its longest block is a tenth of that, and 31d at most' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l min-block-duration -d 'The length of the blocks that the server makes of its head' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l max-block-duration -d 'Longest length of a block' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l head -d 'First turn the head, what lies in WAL, WBL and chunks_head, into blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l dry-run -d 'Only print what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -s r -l human-readable -d 'Print times as dates and sizes in binary units'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -s q -l quiet -d 'Do not print the new blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -s o -l output -d 'How to print what is done' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -l write -d 'Do it; without this flag it is only told what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l relabel -d 'Relabelling rules: a YAML list as under metric_relabel_configs' -r -F
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l drop-label -d 'Remove this label from every series; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l rename-metric -d 'Give the metric OLD the name NEW; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l min-time -d 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l max-time -d 'Last time, in the same form' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -s o -l output -d 'How to print what is done' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l write -d 'Do it; without this flag it is only told what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from rewrite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l match -d 'Delete from series that match this selector; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l min-time -d 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l max-time -d 'Last time, in the same form' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to print what is done' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l rewrite -d 'Write the blocks again without the samples'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l blocks-only -d 'Delete from blocks although the head has samples to delete too'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l write -d 'Do it; without this flag it is only told what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l by -d 'Split at every multiple of this since the Unix epoch: a duration, or seconds' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l at -d 'Split before this time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d; may be repeated' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -s o -l output -d 'How to print what is done' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l write -d 'Do it; without this flag it is only told what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from split" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -s o -l output -d 'How to print changes' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l list -d 'List all changes'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l write -d 'Do it; without this flag it is only told what would be done'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Even when the output is not a terminal'
never\t'Never'"
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -l threads -d 'Threads to use; all processors when left out' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -l enable-feature -d 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels' -r
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -l experimental -d 'Accepted for promtool\'s sake; every command works without it'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -f -a "write" -d 'Run a write performance benchmark'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from bench" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "analyze" -d 'Show which metrics, labels and times take the room in a block'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "wal" -d 'Look into write-ahead logs, damaged ones too'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Show how two data directories, snapshots or blocks differ'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify blocks, snapshots and data directories'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "create-blocks-from" -d 'Import samples and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "compact" -d 'Merge blocks into fewer, longer ones'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "repair" -d 'Repair damaged blocks'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "rewrite" -d 'Rewrite blocks with other labels, or without some times'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete samples of series that match'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "split" -d 'Split blocks at borders in time'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "undo" -d 'Undo a change that repair, delete, rewrite or split has made'
complete -c promq -n "__fish_promq_using_subcommand tsdb; and __fish_seen_subcommand_from help" -f -a "bench" -d 'Run benchmarks'
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
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "query" -d 'Run queries against a server, a data directory or a file'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "check" -d 'Check files, metrics and servers'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "lint" -d 'Explain the findings of the checks'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "fmt" -d 'Lay out the PromQL in rule files'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "promql" -d 'Format, edit, explain and check PromQL expressions'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "tsdb" -d 'Look into data directories and blocks, make and change them'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "test" -d 'Run tests of PromQL'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c promq -n "__fish_promq_using_subcommand help; and not __fish_seen_subcommand_from query check lint fmt promql tsdb test completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "instant" -d 'Evaluate an expression at one time'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "range" -d 'Evaluate an expression over a range of times'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "series" -d 'List the series that match selectors'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "labels" -d 'List the values of a label, or the names of all labels'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "metadata" -d 'Show type, unit and help of metrics'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "analyze" -d 'Show how many buckets histograms populate'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "batch" -d 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API\'s JSON'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from query" -f -a "explain" -d 'Evaluate an expression and show how: series, samples and time of every operator'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "config" -d 'Check if configuration files are valid, and the files that they name'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "rules" -d 'Check if rule files are valid'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "metrics" -d 'Check metrics for consistency and correctness, and optionally count their series'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "web-config" -d 'Check web configuration files'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "healthy" -d 'Check if a Prometheus server is healthy'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from check" -f -a "ready" -d 'Check if a Prometheus server is ready'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "format" -d 'Lay an expression out over lines'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "label-matchers" -d 'Edit the label matchers of every selector in an expression'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "explain" -d 'Show the plan of an expression without evaluating it'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from promql" -f -a "lint" -d 'Look for mistakes in PromQL expressions'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "list" -d 'List the blocks of a data directory'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "analyze" -d 'Show which metrics, labels and times take the room in a block'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "dump" -d 'Print the samples of a data directory'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "dump-openmetrics" -d 'Print the float samples of a data directory in the OpenMetrics text format'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "wal" -d 'Look into write-ahead logs, damaged ones too'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "diff" -d 'Show how two data directories, snapshots or blocks differ'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "verify" -d 'Verify blocks, snapshots and data directories'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "create-blocks-from" -d 'Import samples and produce blocks'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "compact" -d 'Merge blocks into fewer, longer ones'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "repair" -d 'Repair damaged blocks'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "rewrite" -d 'Rewrite blocks with other labels, or without some times'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "delete" -d 'Delete samples of series that match'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "split" -d 'Split blocks at borders in time'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "undo" -d 'Undo a change that repair, delete, rewrite or split has made'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from tsdb" -f -a "bench" -d 'Run benchmarks'
complete -c promq -n "__fish_promq_using_subcommand help; and __fish_seen_subcommand_from test" -f -a "promql" -d 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with'
