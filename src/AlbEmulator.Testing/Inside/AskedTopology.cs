using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Topologies;
using AlbEmulator.Topologies.Routes;

namespace AlbEmulator.Testing.Inside;

/// <summary>What a test asks for, in the forms that the program reads: routes, texts, and targets of groups.</summary>
internal sealed class AskedTopology(AlbBuilder asked, HostedTargets hosted)
{
    private const string Place = "Alb.StartAsync";

    /// <exception cref="AlbException">Something is wrong with it.</exception>
    public IEnumerable<TopologyPart> Parts()
    {
        if (asked.Routes.Count + asked.Files.Count + asked.Texts.Count == 0
            && !asked.Settings.ContainsKey("Topology") && !asked.Settings.ContainsKey("TopologyText"))
        {
            throw new AlbException(
                "Nothing says what the load balancer does: write Forward(\"/api/*\", target), Default(target), Topology(\"alb.yaml\") or TopologyText(\"…\").");
        }

        if (asked.Routes.Count > 0)
        {
            yield return TopologyPart.OfNodes(Place, OfRoutes());
        }

        foreach (var (index, text) in asked.Texts.Index())
        {
            yield return TopologyPart.OfText(index == 0 ? "TopologyText" : $"TopologyText {index + 1}", Encoding.UTF8.GetBytes(text));
        }

        if (asked.GroupTargets.Count > 0)
        {
            yield return TopologyPart.OfNodes(Place, OfTargets());
        }
    }

    private Node OfRoutes()
    {
        var problems = new List<Problem>();
        var words = asked.Routes.Select(route =>
            $"{route.Route}{(route.Route.Length > 0 ? "=" : "")}{string.Join(',', route.Targets.Select(hosted.WordOf))}").ToList();
        var routes = RouteReader.Read(words, problems);
        if (problems.Count == 0)
        {
            routes = [.. routes.Zip(asked.Routes, (route, written) => written.Name is { } name ? route with { Name = Right(name, problems) } : route)];
        }

        var ports = new RoutePorts(80, asked.HasHttps ? 443 : null);
        return problems.Count == 0 && RouteTopology.Of(routes, ports, problems) is { } root
            ? root
            : throw new AlbException(string.Join('\n', problems.Select(problem => $"{Place}: {problem.Origin.Path}: {problem.Message}")));
    }

    private static string Right(string name, List<Problem> problems)
    {
        if (ResourceNames.ProblemWithTargetGroup(name) is { } wrong)
        {
            problems.Add(new Problem(new Origin(Place, 0, ""), $"the name {Quoted.Text(name)} {wrong.Message}"));
        }

        return name;
    }

    private Node.Mapping OfTargets()
    {
        var origin = new Origin(Place, 0, TopologyShape.Targets.Name);
        return Nodes.Mapping(origin, Nodes.Entry(TopologyShape.Targets.Name, Nodes.Mapping(
            origin,
            [.. asked.GroupTargets.Select(group => Nodes.Entry(
                group.Group,
                Nodes.Sequence(origin, group.Targets.Select(target => Target(target, origin.At($"{TopologyShape.Targets.Name}.{group.Group}"))))))])));
    }

    private Node.Mapping Target(AlbTarget target, Origin origin)
    {
        var (id, port) = hosted.AddressOf(target);
        return Nodes.Mapping(
            origin,
            Nodes.Entry(TargetGroupShape.Id.Name, Nodes.Text(origin, id)),
            Nodes.Entry(TargetGroupShape.TargetPort.Name, Nodes.Number(origin, port)));
    }
}
