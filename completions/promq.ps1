
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
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check files, metrics and servers')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Explain the findings of the checks')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, 'Lay out the PromQL in rule files')
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Format, edit, explain and check PromQL expressions')
            [CompletionResult]::new('tsdb', 'tsdb', [CompletionResultType]::ParameterValue, 'Look into data directories and blocks, make and change them')
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
        'promq;check' {
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check if configuration files are valid, and the files that they name')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Check if rule files are valid')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Check metrics for consistency and correctness, and optionally count their series')
            [CompletionResult]::new('web-config', 'web-config', [CompletionResultType]::ParameterValue, 'Check web configuration files')
            [CompletionResult]::new('healthy', 'healthy', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is healthy')
            [CompletionResult]::new('ready', 'ready', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is ready')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;check;config' {
            [CompletionResult]::new('--lint', '--lint', [CompletionResultType]::ParameterName, 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool''s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]')
            [CompletionResult]::new('--lint-config', '--lint-config', [CompletionResultType]::ParameterName, 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository')
            [CompletionResult]::new('--diff-base', '--diff-base', [CompletionResultType]::ParameterName, 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'File of further variables to put in, NAME=value a line; they win over the environment. May be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--syntax-only', '--syntax-only', [CompletionResultType]::ParameterName, 'Only check the files themselves, and not what they name')
            [CompletionResult]::new('--lint-fatal', '--lint-fatal', [CompletionResultType]::ParameterName, 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something')
            [CompletionResult]::new('--ignore-unknown-fields', '--ignore-unknown-fields', [CompletionResultType]::ParameterName, 'Ignore unknown fields in rule files')
            [CompletionResult]::new('--agent', '--agent', [CompletionResultType]::ParameterName, 'Check files for Prometheus in agent mode')
            [CompletionResult]::new('--skip-missing-credentials', '--skip-missing-credentials', [CompletionResultType]::ParameterName, 'Files with credentials, certificates and keys need not be there')
            [CompletionResult]::new('--expand-env', '--expand-env', [CompletionResultType]::ParameterName, 'Put environment variables in before reading: $NAME, ${NAME}, ${NAME:-default}')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;rules' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'What the files are written for')
            [CompletionResult]::new('--lint', '--lint', [CompletionResultType]::ParameterName, 'What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front takes away. promtool''s words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval) mean what they do there, and other findings are then shown to people and programs without counting [default: what .promq.yml selects, else duplicate-rules]')
            [CompletionResult]::new('--lint-config', '--lint-config', [CompletionResultType]::ParameterName, 'File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest one above it, up to the root of the git repository')
            [CompletionResult]::new('--diff-base', '--diff-base', [CompletionResultType]::ParameterName, 'Only show and count findings in lines that differ from this git revision: of the working tree, with files that are new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give "$(git merge-base main HEAD)"')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--lint-fatal', '--lint-fatal', [CompletionResultType]::ParameterName, 'Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error do so without this')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something')
            [CompletionResult]::new('--ignore-unknown-fields', '--ignore-unknown-fields', [CompletionResultType]::ParameterName, 'Ignore unknown fields')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;metrics' {
            [CompletionResult]::new('--lint', '--lint', [CompletionResultType]::ParameterName, 'Checks to apply: all, or none to only count series')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the metrics')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--extended', '--extended', [CompletionResultType]::ParameterName, 'Print how many series each metric has')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;web-config' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;healthy' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The URL of the server')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;ready' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The URL of the server')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--query.lookback-delta', '--query.lookback-delta', [CompletionResultType]::ParameterName, 'The server''s lookback delta, with which scrape intervals are compared')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;check;help' {
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check if configuration files are valid, and the files that they name')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Check if rule files are valid')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Check metrics for consistency and correctness, and optionally count their series')
            [CompletionResult]::new('web-config', 'web-config', [CompletionResultType]::ParameterValue, 'Check web configuration files')
            [CompletionResult]::new('healthy', 'healthy', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is healthy')
            [CompletionResult]::new('ready', 'ready', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is ready')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;check;help;config' {
            break
        }
        'promq;check;help;rules' {
            break
        }
        'promq;check;help;metrics' {
            break
        }
        'promq;check;help;web-config' {
            break
        }
        'promq;check;help;healthy' {
            break
        }
        'promq;check;help;ready' {
            break
        }
        'promq;check;help;help' {
            break
        }
        'promq;lint' {
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Print the page of a code: what it looks for, why that is bad, an example, and how to fix it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'Print all codes, a line each: how serious it is, when it is looked for, and what it means')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;fmt' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Change nothing, print the names of files that are not formatted, and exit with 3 if there are any')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Change nothing, and print what would change as a unified diff')
            [CompletionResult]::new('--expr', '--expr', [CompletionResultType]::ParameterName, 'The files hold a bare expression each')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
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
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Look for mistakes in PromQL expressions')
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
        'promq;promql;lint' {
            [CompletionResult]::new('--lint', '--lint', [CompletionResultType]::ParameterName, 'What to look for, words separated by commas: all, default, none, a code, an area such as series/; a minus in front takes away')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Series to hold expressions against: a server''s URL, a data directory, a block, or a file of samples. Of a server the last week counts')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show what was found')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show what was found')
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
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Look for mistakes in PromQL expressions')
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
        'promq;promql;help;lint' {
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
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show which metrics, labels and times take the room in a block')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            [CompletionResult]::new('wal', 'wal', [CompletionResultType]::ParameterValue, 'Look into write-ahead logs, damaged ones too')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how two data directories, snapshots or blocks differ')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify blocks, snapshots and data directories')
            [CompletionResult]::new('create-blocks-from', 'create-blocks-from', [CompletionResultType]::ParameterValue, 'Import samples and produce blocks')
            [CompletionResult]::new('compact', 'compact', [CompletionResultType]::ParameterValue, 'Merge blocks into fewer, longer ones')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair damaged blocks')
            [CompletionResult]::new('rewrite', 'rewrite', [CompletionResultType]::ParameterValue, 'Rewrite blocks with other labels, or without some times')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete samples of series that match')
            [CompletionResult]::new('split', 'split', [CompletionResultType]::ParameterValue, 'Split blocks at borders in time')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a change that repair, delete, rewrite or split has made')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Run benchmarks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--details', '--details', [CompletionResultType]::ParameterName, 'Show where blocks come from and what they overlap: level, sources, parents, hints, deletions, sizes')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;analyze' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many items to show in each list; without it, JSON has all')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only series that match this selector')
            [CompletionResult]::new('--gaps', '--gaps', [CompletionResultType]::ParameterName, 'Find pauses of more than FACTOR times the usual interval of a series; this reads all samples')
            [CompletionResult]::new('--step', '--step', [CompletionResultType]::ParameterName, 'Length of the intervals in which appearing and disappearing series are counted')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output; text (promtool''s) by default, table on a terminal')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output; text (promtool''s) by default, table on a terminal')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--all-blocks', '--all-blocks', [CompletionResultType]::ParameterName, 'Analyze all blocks of the directory as if they were one')
            [CompletionResult]::new('--extended', '--extended', [CompletionResultType]::ParameterName, 'Also show how large chunks are; this reads all of them')
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
        'promq;tsdb;wal' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the segments of the write-ahead logs: what is in them, and where they are damaged')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count samples and other entries of the write-ahead logs by metric or series')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print every entry of the write-ahead logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;wal;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;wal;count' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'By what to count')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only series that match this selector; may be repeated')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many to show, those with most samples first; 20 in a table and all in JSON when left out')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;wal;dump' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only entries of these kinds')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only entries of series that match this selector; may be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--past-damage', '--past-damage', [CompletionResultType]::ParameterName, 'Go on behind damage, as far as there is something to read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;wal;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the segments of the write-ahead logs: what is in them, and where they are damaged')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count samples and other entries of the write-ahead logs by metric or series')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print every entry of the write-ahead logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;wal;help;list' {
            break
        }
        'promq;tsdb;wal;help;count' {
            break
        }
        'promq;tsdb;wal;help;dump' {
            break
        }
        'promq;tsdb;wal;help;help' {
            break
        }
        'promq;tsdb;diff' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only series that match this selector; may be repeated')
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time to compare, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time to compare, in milliseconds since the Unix epoch')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How many series of each kind of difference to name, and how many metrics and labels to list in text')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--samples', '--samples', [CompletionResultType]::ParameterName, 'Compare samples too, bit for bit; of histograms empty buckets and hints about counter resets do not count')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;verify' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the findings')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the findings')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Print at most this many findings, the worst first; all are counted')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('openmetrics', 'openmetrics', [CompletionResultType]::ParameterValue, 'Import samples from the OpenMetrics format and produce blocks')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Evaluate rules in the past and produce blocks of their results')
            [CompletionResult]::new('csv', 'csv', [CompletionResultType]::ParameterValue, 'Import comma-separated values and produce blocks')
            [CompletionResult]::new('jsonl', 'jsonl', [CompletionResultType]::ParameterValue, 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks')
            [CompletionResult]::new('remote-read', 'remote-read', [CompletionResultType]::ParameterValue, 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;create-blocks-from;openmetrics' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the input')
            [CompletionResult]::new('--classic-histograms', '--classic-histograms', [CompletionResultType]::ParameterName, 'What becomes of classic histograms in protobuf expositions')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--skip-bad-lines', '--skip-bad-lines', [CompletionResultType]::ParameterName, 'Pass over lines (protobuf: metric families) that cannot be read, and report them, instead of giving up')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from;rules' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Server to evaluate on')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'What to evaluate over instead: a data directory, a block, a file of samples, or a URL')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First time of evaluation: RFC 3339, unix seconds, now-7d')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Last time of evaluation; three hours ago when left out, for local data the newest sample''s time')
            [CompletionResult]::new('--output-dir', '--output-dir', [CompletionResultType]::ParameterName, 'Directory for the blocks')
            [CompletionResult]::new('--eval-interval', '--eval-interval', [CompletionResultType]::ParameterName, 'How often to evaluate groups that name no interval')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--alerts', '--alerts', [CompletionResultType]::ParameterName, 'Evaluate alerting rules too, and write ALERTS and ALERTS_FOR_STATE (local data)')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from;csv' {
            [CompletionResult]::new('--time-column', '--time-column', [CompletionResultType]::ParameterName, 'Column that holds the time')
            [CompletionResult]::new('--time-format', '--time-format', [CompletionResultType]::ParameterName, 'How times are written')
            [CompletionResult]::new('--value-column', '--value-column', [CompletionResultType]::ParameterName, 'Column that holds values, and whose name is the metric''s; may be repeated')
            [CompletionResult]::new('--metric', '--metric', [CompletionResultType]::ParameterName, 'Name of the metric; in front of those of several value columns, and where every column is a series, what their headers say becomes the label series')
            [CompletionResult]::new('--metric-column', '--metric-column', [CompletionResultType]::ParameterName, 'Column that holds the metric''s name')
            [CompletionResult]::new('--label-columns', '--label-columns', [CompletionResultType]::ParameterName, 'Columns that are labels, separated by commas; all other columns when left out')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What the columns are by their position, for tables without a header, as VictoriaMetrics takes it: 1:time:unix_s,2:metric:ask,4:label:market')
            [CompletionResult]::new('--separator', '--separator', [CompletionResultType]::ParameterName, 'What separates fields: a character, or `tab`')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--skip-bad-lines', '--skip-bad-lines', [CompletionResultType]::ParameterName, 'Pass over rows that cannot be read, and report them, instead of giving up')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from;jsonl' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--skip-bad-lines', '--skip-bad-lines', [CompletionResultType]::ParameterName, 'Pass over lines that cannot be read, and report them, instead of giving up')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from;remote-read' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Series to read; may be repeated')
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time to read: RFC 3339, unix seconds, now-1h, -1h')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First time to read: RFC 3339, unix seconds, now-1h, -1h')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time to read')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Last time to read')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Time that one request covers')
            [CompletionResult]::new('--response', '--response', [CompletionResultType]::ParameterName, 'What to ask for')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Times that a request is repeated after a failure that may pass: a server that is overloaded or not reached')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Requests that take longer fail')
            [CompletionResult]::new('--http.config.file', '--http.config.file', [CompletionResultType]::ParameterName, 'File with an HTTP client configuration: TLS, credentials, proxy')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header to send with every request; may be repeated')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label to attach to every series, wins over its own; may be repeated')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest duration of a block; less than 2h is ignored')
            [CompletionResult]::new('--float-chunk-encoding', '--float-chunk-encoding', [CompletionResultType]::ParameterName, 'How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the created blocks')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read back what was written before it becomes visible, and compare it with what was read')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;create-blocks-from;help' {
            [CompletionResult]::new('openmetrics', 'openmetrics', [CompletionResultType]::ParameterValue, 'Import samples from the OpenMetrics format and produce blocks')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Evaluate rules in the past and produce blocks of their results')
            [CompletionResult]::new('csv', 'csv', [CompletionResultType]::ParameterValue, 'Import comma-separated values and produce blocks')
            [CompletionResult]::new('jsonl', 'jsonl', [CompletionResultType]::ParameterValue, 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks')
            [CompletionResult]::new('remote-read', 'remote-read', [CompletionResultType]::ParameterValue, 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;create-blocks-from;help;openmetrics' {
            break
        }
        'promq;tsdb;create-blocks-from;help;rules' {
            break
        }
        'promq;tsdb;create-blocks-from;help;csv' {
            break
        }
        'promq;tsdb;create-blocks-from;help;jsonl' {
            break
        }
        'promq;tsdb;create-blocks-from;help;remote-read' {
            break
        }
        'promq;tsdb;create-blocks-from;help;help' {
            break
        }
        'promq;tsdb;compact' {
            [CompletionResult]::new('--into', '--into', [CompletionResultType]::ParameterName, 'Bring all blocks into aligned windows of this length instead, cutting blocks that cross a border')
            [CompletionResult]::new('--merge', '--merge', [CompletionResultType]::ParameterName, 'Merge exactly these blocks instead; may be repeated, or separated by commas')
            [CompletionResult]::new('--retention', '--retention', [CompletionResultType]::ParameterName, 'How long the server keeps data; its longest block is a tenth of that, and 31d at most')
            [CompletionResult]::new('--min-block-duration', '--min-block-duration', [CompletionResultType]::ParameterName, 'The length of the blocks that the server makes of its head')
            [CompletionResult]::new('--max-block-duration', '--max-block-duration', [CompletionResultType]::ParameterName, 'Longest length of a block')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--head', '--head', [CompletionResultType]::ParameterName, 'First turn the head, what lies in WAL, WBL and chunks_head, into blocks')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only print what would be done')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('--human-readable', '--human-readable', [CompletionResultType]::ParameterName, 'Print times as dates and sizes in binary units')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not print the new blocks')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not print the new blocks')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;repair' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Do it; without this flag it is only told what would be done')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;rewrite' {
            [CompletionResult]::new('--relabel', '--relabel', [CompletionResultType]::ParameterName, 'Relabelling rules: a YAML list as under metric_relabel_configs')
            [CompletionResult]::new('--drop-label', '--drop-label', [CompletionResultType]::ParameterName, 'Remove this label from every series; may be repeated')
            [CompletionResult]::new('--rename-metric', '--rename-metric', [CompletionResultType]::ParameterName, 'Give the metric OLD the name NEW; may be repeated')
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time, in the same form')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Do it; without this flag it is only told what would be done')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;delete' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Delete from series that match this selector; may be repeated')
            [CompletionResult]::new('--min-time', '--min-time', [CompletionResultType]::ParameterName, 'First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Last time, in the same form')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--rewrite', '--rewrite', [CompletionResultType]::ParameterName, 'Write the blocks again without the samples')
            [CompletionResult]::new('--blocks-only', '--blocks-only', [CompletionResultType]::ParameterName, 'Delete from blocks although the head has samples to delete too')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Do it; without this flag it is only told what would be done')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;split' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Split at every multiple of this since the Unix epoch: a duration, or seconds')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Split before this time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d; may be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print what is done')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Do it; without this flag it is only told what would be done')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;undo' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print changes')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print changes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List all changes')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Do it; without this flag it is only told what would be done')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;bench' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('write', 'write', [CompletionResultType]::ParameterValue, 'Run a write performance benchmark')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;bench;write' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Directory for what is written; blocks of an earlier run are removed')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'How many series to read from the file, or to make up')
            [CompletionResult]::new('--scrapes', '--scrapes', [CompletionResultType]::ParameterName, 'How many scrapes to simulate')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads to use; all processors when left out')
            [CompletionResult]::new('--enable-feature', '--enable-feature', [CompletionResultType]::ParameterName, 'PromQL features to enable: promql-experimental-functions, promql-extended-range-selectors, promql-binop-fill-modifiers, promql-delayed-name-removal, use-start-timestamps, type-and-unit-labels')
            [CompletionResult]::new('--experimental', '--experimental', [CompletionResultType]::ParameterName, 'Accepted for promtool''s sake; every command works without it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'promq;tsdb;bench;help' {
            [CompletionResult]::new('write', 'write', [CompletionResultType]::ParameterValue, 'Run a write performance benchmark')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;bench;help;write' {
            break
        }
        'promq;tsdb;bench;help;help' {
            break
        }
        'promq;tsdb;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the blocks of a data directory')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show which metrics, labels and times take the room in a block')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            [CompletionResult]::new('wal', 'wal', [CompletionResultType]::ParameterValue, 'Look into write-ahead logs, damaged ones too')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how two data directories, snapshots or blocks differ')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify blocks, snapshots and data directories')
            [CompletionResult]::new('create-blocks-from', 'create-blocks-from', [CompletionResultType]::ParameterValue, 'Import samples and produce blocks')
            [CompletionResult]::new('compact', 'compact', [CompletionResultType]::ParameterValue, 'Merge blocks into fewer, longer ones')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair damaged blocks')
            [CompletionResult]::new('rewrite', 'rewrite', [CompletionResultType]::ParameterValue, 'Rewrite blocks with other labels, or without some times')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete samples of series that match')
            [CompletionResult]::new('split', 'split', [CompletionResultType]::ParameterValue, 'Split blocks at borders in time')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a change that repair, delete, rewrite or split has made')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Run benchmarks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'promq;tsdb;help;list' {
            break
        }
        'promq;tsdb;help;analyze' {
            break
        }
        'promq;tsdb;help;dump' {
            break
        }
        'promq;tsdb;help;dump-openmetrics' {
            break
        }
        'promq;tsdb;help;wal' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the segments of the write-ahead logs: what is in them, and where they are damaged')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count samples and other entries of the write-ahead logs by metric or series')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print every entry of the write-ahead logs')
            break
        }
        'promq;tsdb;help;wal;list' {
            break
        }
        'promq;tsdb;help;wal;count' {
            break
        }
        'promq;tsdb;help;wal;dump' {
            break
        }
        'promq;tsdb;help;diff' {
            break
        }
        'promq;tsdb;help;verify' {
            break
        }
        'promq;tsdb;help;create-blocks-from' {
            [CompletionResult]::new('openmetrics', 'openmetrics', [CompletionResultType]::ParameterValue, 'Import samples from the OpenMetrics format and produce blocks')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Evaluate rules in the past and produce blocks of their results')
            [CompletionResult]::new('csv', 'csv', [CompletionResultType]::ParameterValue, 'Import comma-separated values and produce blocks')
            [CompletionResult]::new('jsonl', 'jsonl', [CompletionResultType]::ParameterValue, 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks')
            [CompletionResult]::new('remote-read', 'remote-read', [CompletionResultType]::ParameterValue, 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks')
            break
        }
        'promq;tsdb;help;create-blocks-from;openmetrics' {
            break
        }
        'promq;tsdb;help;create-blocks-from;rules' {
            break
        }
        'promq;tsdb;help;create-blocks-from;csv' {
            break
        }
        'promq;tsdb;help;create-blocks-from;jsonl' {
            break
        }
        'promq;tsdb;help;create-blocks-from;remote-read' {
            break
        }
        'promq;tsdb;help;compact' {
            break
        }
        'promq;tsdb;help;repair' {
            break
        }
        'promq;tsdb;help;rewrite' {
            break
        }
        'promq;tsdb;help;delete' {
            break
        }
        'promq;tsdb;help;split' {
            break
        }
        'promq;tsdb;help;undo' {
            break
        }
        'promq;tsdb;help;bench' {
            [CompletionResult]::new('write', 'write', [CompletionResultType]::ParameterValue, 'Run a write performance benchmark')
            break
        }
        'promq;tsdb;help;bench;write' {
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
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check files, metrics and servers')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Explain the findings of the checks')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, 'Lay out the PromQL in rule files')
            [CompletionResult]::new('promql', 'promql', [CompletionResultType]::ParameterValue, 'Format, edit, explain and check PromQL expressions')
            [CompletionResult]::new('tsdb', 'tsdb', [CompletionResultType]::ParameterValue, 'Look into data directories and blocks, make and change them')
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
        'promq;help;check' {
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check if configuration files are valid, and the files that they name')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Check if rule files are valid')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Check metrics for consistency and correctness, and optionally count their series')
            [CompletionResult]::new('web-config', 'web-config', [CompletionResultType]::ParameterValue, 'Check web configuration files')
            [CompletionResult]::new('healthy', 'healthy', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is healthy')
            [CompletionResult]::new('ready', 'ready', [CompletionResultType]::ParameterValue, 'Check if a Prometheus server is ready')
            break
        }
        'promq;help;check;config' {
            break
        }
        'promq;help;check;rules' {
            break
        }
        'promq;help;check;metrics' {
            break
        }
        'promq;help;check;web-config' {
            break
        }
        'promq;help;check;healthy' {
            break
        }
        'promq;help;check;ready' {
            break
        }
        'promq;help;lint' {
            break
        }
        'promq;help;fmt' {
            break
        }
        'promq;help;promql' {
            [CompletionResult]::new('format', 'format', [CompletionResultType]::ParameterValue, 'Lay an expression out over lines')
            [CompletionResult]::new('label-matchers', 'label-matchers', [CompletionResultType]::ParameterValue, 'Edit the label matchers of every selector in an expression')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show the plan of an expression without evaluating it')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Look for mistakes in PromQL expressions')
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
        'promq;help;promql;lint' {
            break
        }
        'promq;help;tsdb' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the blocks of a data directory')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show which metrics, labels and times take the room in a block')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print the samples of a data directory')
            [CompletionResult]::new('dump-openmetrics', 'dump-openmetrics', [CompletionResultType]::ParameterValue, 'Print the float samples of a data directory in the OpenMetrics text format')
            [CompletionResult]::new('wal', 'wal', [CompletionResultType]::ParameterValue, 'Look into write-ahead logs, damaged ones too')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show how two data directories, snapshots or blocks differ')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify blocks, snapshots and data directories')
            [CompletionResult]::new('create-blocks-from', 'create-blocks-from', [CompletionResultType]::ParameterValue, 'Import samples and produce blocks')
            [CompletionResult]::new('compact', 'compact', [CompletionResultType]::ParameterValue, 'Merge blocks into fewer, longer ones')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Repair damaged blocks')
            [CompletionResult]::new('rewrite', 'rewrite', [CompletionResultType]::ParameterValue, 'Rewrite blocks with other labels, or without some times')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete samples of series that match')
            [CompletionResult]::new('split', 'split', [CompletionResultType]::ParameterValue, 'Split blocks at borders in time')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo a change that repair, delete, rewrite or split has made')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Run benchmarks')
            break
        }
        'promq;help;tsdb;list' {
            break
        }
        'promq;help;tsdb;analyze' {
            break
        }
        'promq;help;tsdb;dump' {
            break
        }
        'promq;help;tsdb;dump-openmetrics' {
            break
        }
        'promq;help;tsdb;wal' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the segments of the write-ahead logs: what is in them, and where they are damaged')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count samples and other entries of the write-ahead logs by metric or series')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print every entry of the write-ahead logs')
            break
        }
        'promq;help;tsdb;wal;list' {
            break
        }
        'promq;help;tsdb;wal;count' {
            break
        }
        'promq;help;tsdb;wal;dump' {
            break
        }
        'promq;help;tsdb;diff' {
            break
        }
        'promq;help;tsdb;verify' {
            break
        }
        'promq;help;tsdb;create-blocks-from' {
            [CompletionResult]::new('openmetrics', 'openmetrics', [CompletionResultType]::ParameterValue, 'Import samples from the OpenMetrics format and produce blocks')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'Evaluate rules in the past and produce blocks of their results')
            [CompletionResult]::new('csv', 'csv', [CompletionResultType]::ParameterValue, 'Import comma-separated values and produce blocks')
            [CompletionResult]::new('jsonl', 'jsonl', [CompletionResultType]::ParameterValue, 'Import what tsdb dump --format jsonl or VictoriaMetrics'' export has written, and produce blocks')
            [CompletionResult]::new('remote-read', 'remote-read', [CompletionResultType]::ParameterValue, 'Import the samples of a server with Prometheus'' remote read protocol, and produce blocks')
            break
        }
        'promq;help;tsdb;create-blocks-from;openmetrics' {
            break
        }
        'promq;help;tsdb;create-blocks-from;rules' {
            break
        }
        'promq;help;tsdb;create-blocks-from;csv' {
            break
        }
        'promq;help;tsdb;create-blocks-from;jsonl' {
            break
        }
        'promq;help;tsdb;create-blocks-from;remote-read' {
            break
        }
        'promq;help;tsdb;compact' {
            break
        }
        'promq;help;tsdb;repair' {
            break
        }
        'promq;help;tsdb;rewrite' {
            break
        }
        'promq;help;tsdb;delete' {
            break
        }
        'promq;help;tsdb;split' {
            break
        }
        'promq;help;tsdb;undo' {
            break
        }
        'promq;help;tsdb;bench' {
            [CompletionResult]::new('write', 'write', [CompletionResultType]::ParameterValue, 'Run a write performance benchmark')
            break
        }
        'promq;help;tsdb;bench;write' {
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
