using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing;

/// <summary>Says what a load balancer does: by routes, by topologies of any kind that the program reads, or both.</summary>
public sealed class AlbBuilder
{
    internal AlbBuilder()
    {
    }

    internal List<(string Route, IReadOnlyList<AlbTarget> Targets, string? Name)> Routes { get; } = [];

    internal List<(string Group, IReadOnlyList<AlbTarget> Targets)> GroupTargets { get; } = [];

    internal List<string> Files { get; } = [];

    internal List<string> Texts { get; } = [];

    internal Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal TimeProvider? Time { get; private set; }

    internal Action<string>? Words { get; private set; }

    internal bool HasHttps { get; private set; }

    internal IEnumerable<AlbTarget> Targets =>
        Routes.SelectMany(static route => route.Targets).Concat(GroupTargets.SelectMany(static group => group.Targets));

    /// <summary>Forwards the requests of a path, of a host, or of both. The first route that matches takes a request.</summary>
    /// <param name="route">
    /// A path such as <c>/api/*</c>, a host such as <c>api.example.com</c> or <c>*.example.com</c>, or both:
    /// <c>api.example.com/v2/*</c>.
    /// </param>
    /// <param name="target">A URL, a handler, or a delegate.</param>
    /// <param name="name">Of its target group; made of the route unless it is said: <c>api</c> of <c>/api/*</c>.</param>
    public AlbBuilder Forward(string route, AlbTarget target, string? name = null) => Forward(route, [target], name);

    /// <inheritdoc cref="Forward(string, AlbTarget, string?)"/>
    /// <param name="route">As there.</param>
    /// <param name="targets">Several, which take turns.</param>
    /// <param name="name">As there.</param>
    public AlbBuilder Forward(string route, IEnumerable<AlbTarget> targets, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(route);
        Routes.Add((route, [.. targets], name));
        return this;
    }

    /// <inheritdoc cref="Forward(string, AlbTarget, string?)"/>
    /// <param name="route">As there.</param>
    /// <param name="target">Answers in this process.</param>
    /// <param name="name">As there.</param>
    public AlbBuilder Forward(string route, RequestDelegate target, string? name = null) => Forward(route, AlbTarget.Of(target), name);

    /// <summary>Forwards what no route takes. Without it the load balancer answers 404.</summary>
    /// <param name="target">A URL, a handler, or a delegate.</param>
    /// <param name="name">Of its target group; <c>web</c> unless it is said.</param>
    public AlbBuilder Default(AlbTarget target, string? name = null) => Default([target], name);

    /// <inheritdoc cref="Default(AlbTarget, string?)"/>
    /// <param name="targets">Several, which take turns.</param>
    /// <param name="name">As there.</param>
    public AlbBuilder Default(IEnumerable<AlbTarget> targets, string? name = null)
    {
        Routes.Add(("", [.. targets], name));
        return this;
    }

    /// <inheritdoc cref="Default(AlbTarget, string?)"/>
    /// <param name="target">Answers in this process.</param>
    /// <param name="name">As there.</param>
    public AlbBuilder Default(RequestDelegate target, string? name = null) => Default(AlbTarget.Of(target), name);

    /// <summary>Gives the routes an HTTPS listener on port 443 beside that on port 80, with a certificate that is made.</summary>
    public AlbBuilder Https()
    {
        HasHttps = true;
        return this;
    }

    /// <summary>
    /// Runs what files say: topology files, CloudFormation templates, plans and states of Terraform, manifests of Kubernetes,
    /// answers of <c>aws elbv2 describe-…</c>, or folders of them. Several are one topology. Each listener keeps its port in all
    /// that it says, and binds one that is free.
    /// </summary>
    /// <param name="files">Relative to the working directory of the tests. <c>STACK=FILE</c> names the stack of a template.</param>
    public AlbBuilder Topology(params IEnumerable<string> files)
    {
        Files.AddRange(files);
        return this;
    }

    /// <summary>Runs what a text says that a file would hold, YAML or JSON.</summary>
    /// <param name="text">As it would stand in the file.</param>
    public AlbBuilder TopologyText(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Texts.Add(text);
        return this;
    }

    /// <summary>Gives a target group of the topology targets of the test, in the place of those that it has.</summary>
    /// <param name="targetGroup">Its name; in a template also its logical id, in a plan its address.</param>
    /// <param name="targets">URLs, handlers or delegates, over HTTP.</param>
    public AlbBuilder TargetsOf(string targetGroup, params IEnumerable<AlbTarget> targets)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetGroup);
        GroupTargets.Add((targetGroup, [.. targets]));
        return this;
    }

    /// <summary>A setting of the program. The environment and <c>appsettings.json</c> count for nothing here.</summary>
    /// <param name="name">As in <c>appsettings.json</c>, without its section: <c>Limits</c>, <c>PortMap:80</c>.</param>
    /// <param name="value">As on the command line.</param>
    public AlbBuilder Setting(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Settings[name] = value;
        return this;
    }

    /// <summary>The clock of health checks, timeouts, sessions, draining and logs: one that a test turns.</summary>
    /// <param name="time">The machine's unless it is said.</param>
    public AlbBuilder Clock(TimeProvider time)
    {
        Time = time;
        return this;
    }

    /// <summary>Tells in the log of a test what the program would tell on a terminal: a line for each request, and its own log.</summary>
    /// <param name="write">
    /// Takes a line without its end, such as <c>output.WriteLine</c> of xunit, or <c>TestContext.Progress.WriteLine</c> of NUnit. It is
    /// called from other threads, never twice at once; what it throws is left alone, since a test may have ended.
    /// </param>
    public AlbBuilder LogTo(Action<string> write)
    {
        Words = write;
        return this;
    }

    /// <inheritdoc cref="LogTo(Action{string})"/>
    /// <param name="writer">Takes the lines.</param>
    public AlbBuilder LogTo(TextWriter writer) => LogTo(writer.WriteLine);
}
