using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies.Routes;

/// <summary>A topology that stands on the command line as routes.</summary>
internal sealed class RoutedTopology
{
    private readonly IReadOnlyList<string> _written;

    private RoutedTopology(Node root, IReadOnlyList<string> written)
    {
        Part = TopologyPart.OfNodes(RouteReader.Place, root);
        Text = RouteText.Of(root, written);
        _written = written;
    }

    /// <summary>What is read beside the files.</summary>
    public TopologyPart Part { get; }

    /// <summary>A file that says the same.</summary>
    public string Text { get; }

    /// <summary>The command that writes that file.</summary>
    public string InitCommand => RouteText.Command("alb init", _written);

    /// <inheritdoc cref="Route.IsMeantBy"/>
    public static bool IsRoute(string word) => Route.IsMeantBy(word);

    /// <param name="words">The routes.</param>
    /// <param name="ports">Where the load balancer listens.</param>
    /// <param name="problems">What is wrong is added here.</param>
    /// <returns>Null where something is.</returns>
    public static RoutedTopology? Read(IReadOnlyList<string> words, RoutePorts ports, List<Problem> problems)
    {
        var before = problems.Count;
        var routes = RouteReader.Read(words, problems);
        return problems.Count == before && RouteTopology.Of(routes, ports, problems) is { } root
            ? new RoutedTopology(root, [.. words, .. Options(ports)])
            : null;
    }

    private static IReadOnlyList<string> Options(RoutePorts ports) =>
    [
        .. ports.Port is { } port ? ["--port", Number(port)] : Array.Empty<string>(),
        .. ports.HttpsPort switch
        {
            null => Array.Empty<string>(),
            RoutePorts.UsualHttps => ["--https"],
            { } secure => ["--https-port", Number(secure)],
        },
    ];

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
