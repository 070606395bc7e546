using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Differences;

/// <summary>Two topologies, and what <c>alb diff</c> says of them.</summary>
internal sealed class ComparedTopologies : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>A listener on port 80, and what else a shop has.</summary>
    /// <param name="rules">Its rules in one line each, as <see cref="Rule"/> writes them.</param>
    public static string Shop(params string[] rules) => Shop("web", rules);

    /// <param name="group">Of the default action.</param>
    /// <param name="rules">Its rules in one line each.</param>
    public static string Shop(string group, IReadOnlyList<string> rules) => $$"""
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 80
                DefaultActions: [{ Type: forward, TargetGroupArn: {{group}} }]
                Rules: [{{string.Join(", ", rules)}}]
        TargetGroups:
          - { Name: web, Targets: [{ Id: 10.0.0.1, Port: 80 }] }
          - { Name: orders, Targets: [{ Id: 10.0.0.2, Port: 80 }] }
          - { Name: orders-v2, Targets: [{ Id: 10.0.0.3, Port: 80 }] }
        """;

    /// <param name="priority">Of the rule.</param>
    /// <param name="conditions">Such as <c>path=/api/*|/v1/*</c>, with semicolons between.</param>
    /// <param name="group">Where it leads.</param>
    public static string Rule(int priority, string conditions, string group) =>
        $"{{ Priority: {priority}, Conditions: [{string.Join(", ", conditions.Split(';').Select(Condition))}], Actions: [{{ Type: forward, TargetGroupArn: {group} }}] }}";

    public TempFolder Folder => _folder;

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <returns>The exit code.</returns>
    public Task<int> DiffAsync(string old, string young, params string[] arguments) =>
        DiffFilesAsync(_folder.Write("old.yaml", old), _folder.Write("new.yaml", young), arguments);

    /// <returns>The exit code.</returns>
    public async Task<int> DiffFilesAsync(string old, string young, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["diff", old, young, .. arguments], output, error);
        (Output, Error) = (Told(output), Told(error));
        return exitCode;
    }

    public void Dispose() => _folder.Dispose();

    private static string Condition(string written)
    {
        var (field, values) = written.Split('=', 2) is [var one, var two] ? (one, two) : throw new ArgumentException(written);
        var list = string.Join(", ", values.Split('|').Select(value => $"'{value}'"));
        return field switch
        {
            "path" => $"{{ Field: path-pattern, Values: [{list}] }}",
            "path-regex" => $"{{ Field: path-pattern, PathPatternConfig: {{ RegexValues: [{list}] }} }}",
            "host" => $"{{ Field: host-header, Values: [{list}] }}",
            "method" => $"{{ Field: http-request-method, HttpRequestMethodConfig: {{ Values: [{list}] }} }}",
            "from" => $"{{ Field: source-ip, SourceIpConfig: {{ Values: [{list}] }} }}",
            "query" => $"{{ Field: query-string, QueryStringConfig: {{ Values: [{string.Join(", ", values.Split('|').Select(value => $"{{ Key: '{value.Split(':')[0]}', Value: '{value.Split(':')[1]}' }}"))}] }} }}",
            _ => $"{{ Field: http-header, HttpHeaderConfig: {{ HttpHeaderName: {field}, Values: [{list}] }} }}",
        };
    }

    private string Told(StringWriter written) =>
        written.ToString().ReplaceLineEndings("\n").Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
