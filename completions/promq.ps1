
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'promq' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'promq'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'promq' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('query', 'query', [CompletionResultType]::ParameterValue, 'Run queries against a server, a data directory or a file')
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Format, edit and explain PromQL expressions')
            [CompletionResult]::new('tsdb', 'tsdb', [CompletionResultType]::ParameterValue, 'Look into data directories and blocks')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run tests of PromQL')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;query' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('instant', 'instant', [CompletionResultType]::ParameterValue, 'Evaluate an expression at one time')
            [CompletionResult]::new('range', 'range', [CompletionResultType]::ParameterValue, 'Evaluate an expression over a range of times')
            [CompletionResult]::new('series', 'series', [CompletionResultType]::ParameterValue, 'List the series that match selectors')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'List the values of a label, or the names of all labels')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Show type, unit and help of metrics')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show how many buckets histograms populate')
            [CompletionResult]::new('batch', 'batch', [CompletionResultType]::ParameterValue, 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Evaluate an expression and show how: series, samples and time of every operator')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;query;instant' {
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;range' {
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First step: RFC 3339, unix seconds, now-1h, -1h; five minutes before the end when left out')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Last step; the newest sample''s time for local data, else now')
            [CompletionResult]::new('--step', '--step', [CompletionResultType]::ParameterName, 'Time between steps: seconds or a duration; a 250th of the range when left out, but at least a second')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;series' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Series selector; may be repeated, and a series that matches one of them is listed')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'Only series with samples since then: RFC 3339, unix seconds, now-1h, -1h')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Only series with samples until then')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;labels' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only labels of series that match this selector; may be repeated')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'Only labels of series with samples since then: RFC 3339, unix seconds, now-1h, -1h')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Only labels of series with samples until then')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;metadata' {
            [CompletionResult]::new('--metric', '--metric', [CompletionResultType]::ParameterName, 'Only this metric')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'The most metrics to show')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;analyze' {
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The same as SOURCE, promtool''s way')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Type of metric; there is only histogram')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'How far back to look from the time')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Until when to look: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Series selector; may be repeated, and each has its histograms listed')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;batch' {
            [CompletionResult]::new('--queries', '--queries', [CompletionResultType]::ParameterName, 'File with the queries (-: standard input)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;explain' {
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First step of a range query; five minutes before the end when left out')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Last step of a range query; what --time would be when left out')
            [CompletionResult]::new('--step', '--step', [CompletionResultType]::ParameterName, 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--max-samples', '--max-samples', [CompletionResultType]::ParameterName, 'The most samples a query may hold at once (local data)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Queries that take longer fail')
            [CompletionResult]::new('--lookback-delta', '--lookback-delta', [CompletionResultType]::ParameterName, 'How far back a selector looks for a sample; a server''s own default (5m) when left out')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print what the query cost to standard error')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;query;help' {
            [CompletionResult]::new('instant', 'instant', [CompletionResultType]::ParameterValue, 'Evaluate an expression at one time')
            [CompletionResult]::new('range', 'range', [CompletionResultType]::ParameterValue, 'Evaluate an expression over a range of times')
            [CompletionResult]::new('series', 'series', [CompletionResultType]::ParameterValue, 'List the series that match selectors')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'List the values of a label, or the names of all labels')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Show type, unit and help of metrics')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show how many buckets histograms populate')
            [CompletionResult]::new('batch', 'batch', [CompletionResultType]::ParameterValue, 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Evaluate an expression and show how: series, samples and time of every operator')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;query;help;instant' {
            break
        }
        'promq;query;help;range' {
            break
        }
        'promq;query;help;series' {
            break
        }
        'promq;query;help;labels' {
            break
        }
        'promq;query;help;metadata' {
            break
        }
        'promq;query;help;analyze' {
            break
        }
        'promq;query;help;batch' {
            break
        }
        'promq;query;help;explain' {
            break
        }
        'promq;query;help;help' {
            break
        }
        'promq;promql' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('format', 'format', [CompletionResultType]::ParameterValue, 'Lay an expression out over lines')
            [CompletionResult]::new('label-matchers', 'label-matchers', [CompletionResultType]::ParameterValue, 'Edit the label matchers of every selector in an expression')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show the plan of an expression without evaluating it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;promql;format' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;promql;label-matchers' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a label matcher in every selector')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the matchers of a label from every selector')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;promql;label-matchers;set' {
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How to compare')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'How to compare')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;promql;label-matchers;delete' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;promql;label-matchers;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a label matcher in every selector')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the matchers of a label from every selector')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;promql;label-matchers;help;set' {
            break
        }
        'promq;promql;label-matchers;help;delete' {
            break
        }
        'promq;promql;label-matchers;help;help' {
            break
        }
        'promq;promql;explain' {
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample''s time for local data, else now')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First step of a range query; five minutes before the end when left out')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Last step of a range query; what --time would be when left out')
            [CompletionResult]::new('--step', '--step', [CompletionResultType]::ParameterName, 'Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a second')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to write the plan')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the plan')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to write the plan')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;promql;help' {
            [CompletionResult]::new('format', 'format', [CompletionResultType]::ParameterValue, 'Lay an expression out over lines')
            [CompletionResult]::new('label-matchers', 'label-matchers', [CompletionResultType]::ParameterValue, 'Edit the label matchers of every selector in an expression')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show the plan of an expression without evaluating it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;promql;help;format' {
            break
        }
        'promq;promql;help;label-matchers' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a label matcher in every selector')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the matchers of a label from every selector')
            break
        }
        'promq;promql;help;label-matchers;set' {
            break
        }
        'promq;promql;help;label-matchers;delete' {
            break
        }
        'promq;promql;help;explain' {
            break
        }
        'promq;promql;help;help' {
            break
        }
        'promq;tsdb' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the blocks of a data directory')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;list' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;dump' {
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time to dump, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time to dump, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only series that match this selector; may be repeated')
            [CompletionResult]::new('--sandbox-dir-root', '--sandbox-dir-root', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; promq writes nothing while it reads')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--as-server', '--as-server', [CompletionResultType]::ParameterName, 'Read the directory as the server that owns it would, not as promtool does')
            [CompletionResult]::new('--every-histogram', '--every-histogram', [CompletionResultType]::ParameterName, 'Print every native histogram, as promtool does since 3.6')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;dump-openmetrics' {
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time to dump, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time to dump, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only series that match this selector; may be repeated')
            [CompletionResult]::new('--sandbox-dir-root', '--sandbox-dir-root', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; promq writes nothing while it reads')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--as-server', '--as-server', [CompletionResultType]::ParameterName, 'Read the directory as the server that owns it would, not as promtool does')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the blocks of a data directory')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;help;list' {
            break
        }
        'promq;tsdb;help;dump' {
            break
        }
        'promq;tsdb;help;dump-openmetrics' {
            break
        }
        'promq;tsdb;help;help' {
            break
        }
        'promq;test' {
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'File to write the results to, as JUnit XML')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;test;promql' {
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Run only evals whose expression matches this regular expression; data is loaded in any case. May be repeated')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'File to write the results to, as JUnit XML')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;test;help' {
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;test;help;promql' {
            break
        }
        'promq;test;help;help' {
            break
        }
        'promq;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;help' {
            [CompletionResult]::new('query', 'query', [CompletionResultType]::ParameterValue, 'Run queries against a server, a data directory or a file')
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Format, edit and explain PromQL expressions')
            [CompletionResult]::new('tsdb', 'tsdb', [CompletionResultType]::ParameterValue, 'Look into data directories and blocks')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run tests of PromQL')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;help;query' {
            [CompletionResult]::new('instant', 'instant', [CompletionResultType]::ParameterValue, 'Evaluate an expression at one time')
            [CompletionResult]::new('range', 'range', [CompletionResultType]::ParameterValue, 'Evaluate an expression over a range of times')
            [CompletionResult]::new('series', 'series', [CompletionResultType]::ParameterValue, 'List the series that match selectors')
            [CompletionResult]::new('labels', 'labels', [CompletionResultType]::ParameterValue, 'List the values of a label, or the names of all labels')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Show type, unit and help of metrics')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show how many buckets histograms populate')
            [CompletionResult]::new('batch', 'batch', [CompletionResultType]::ParameterValue, 'Run many queries, one JSON object a line, and answer each with one line of the HTTP API''s JSON')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Evaluate an expression and show how: series, samples and time of every operator')
            break
        }
        'promq;help;query;instant' {
            break
        }
        'promq;help;query;range' {
            break
        }
        'promq;help;query;series' {
            break
        }
        'promq;help;query;labels' {
            break
        }
        'promq;help;query;metadata' {
            break
        }
        'promq;help;query;analyze' {
            break
        }
        'promq;help;query;batch' {
            break
        }
        'promq;help;query;explain' {
            break
        }
        'promq;help;promql' {
            [CompletionResult]::new('format', 'format', [CompletionResultType]::ParameterValue, 'Lay an expression out over lines')
            [CompletionResult]::new('label-matchers', 'label-matchers', [CompletionResultType]::ParameterValue, 'Edit the label matchers of every selector in an expression')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show the plan of an expression without evaluating it')
            break
        }
        'promq;help;promql;format' {
            break
        }
        'promq;help;promql;label-matchers' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a label matcher in every selector')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete the matchers of a label from every selector')
            break
        }
        'promq;help;promql;label-matchers;set' {
            break
        }
        'promq;help;promql;label-matchers;delete' {
            break
        }
        'promq;help;promql;explain' {
            break
        }
        'promq;help;tsdb' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the blocks of a data directory')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            break
        }
        'promq;help;tsdb;list' {
            break
        }
        'promq;help;tsdb;dump' {
            break
        }
        'promq;help;tsdb;dump-openmetrics' {
            break
        }
        'promq;help;test' {
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Run scripts of load, eval and expect commands, as Prometheus tests its engine with')
            break
        }
        'promq;help;test;promql' {
            break
        }
        'promq;help;completions' {
            break
        }
        'promq;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
