using AlbEmulator.Containers;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Services;

/// <summary>
/// The containers of an engine as a topology file: what has labels <c>alb.…</c> becomes a target group, and the replicas of a
/// service of compose become its targets. Of what is wrong with one of them it is told, and the others go on.
/// </summary>
internal sealed class ContainerReader
{
    private const string LoadBalancer = "docker";

    private readonly NamedEngine _engine;
    private readonly Import _import;
    private readonly Origin _origin;

    private ContainerReader(NamedEngine engine, Import import) => (_engine, _import, _origin) = (engine, import, new Origin(engine.Name, 0, ""));

    /// <param name="import">Has the engine, and is told what is left out.</param>
    /// <returns>The root of a topology file that says the same; null where no engine is named.</returns>
    public static Node? Read(Import import) => import.Engine is { } engine ? new ContainerReader(engine, import).Read() : null;

    private Node.Mapping Read()
    {
        var places = new ContainerPlaces(_engine.Containers, _engine.Address, _import);
        var services = Services();
        var routed = new List<RoutedService>();
        foreach (var chosen in ServiceChoice.Of([.. services.Keys], _import.Note, static (_, _) => { }))
        {
            var service = new RoutedService(chosen.Name, chosen.Origin, chosen.Labels, places.Of(chosen, services[chosen]));
            if (IsRight(service, routed))
            {
                routed.Add(service);
            }
        }

        return ServiceTopology.Of(LoadBalancer, _origin, routed, _import.Settings);
    }

    /// <summary>What may get requests, with its containers.</summary>
    private Dictionary<CandidateService, IReadOnlyList<EngineContainer>> Services()
    {
        var services = new Dictionary<CandidateService, IReadOnlyList<EngineContainer>>(ReferenceEqualityComparer.Instance);
        var projects = _engine.Containers.Where(IsLabelled).Select(container => container.Project).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var replicas in _engine.Containers.Where(container => IsCandidate(container, projects)).GroupBy(container => (container.Project, container.Service)))
        {
            var first = replicas.FirstOrDefault(container => container.IsRunning) ?? replicas.First();
            var service = names.Add(first.Service) ? first.Service : $"{first.Project}-{first.Service}";
            var origin = _origin.Property(first.Name);
            var isWrong = false;
            var labels = ServiceLabels.Read(Labels(first, origin.Property("labels")), (place, problem) =>
            {
                isWrong = true;
                _import.Note(place, $"{problem}; until then {Quoted.Text(first.Name)} is left out");
            });
            if (!isWrong)
            {
                services.Add(new CandidateService(service, origin, labels, [.. first.Ports.Select(port => port.Container)]), [.. replicas]);
            }
        }

        return services;
    }

    /// <summary>Containers with labels, and what else belongs to a project of compose that has one.</summary>
    private bool IsCandidate(EngineContainer container, HashSet<string> projects) =>
        IsLabelled(container)
        || (container.Project is { } project && projects.Contains(project)
            && !_import.Housing.IsOwn(container.Id)
            && !OwnImage.IsRun(container.Image, container.Command.Split(' ')));

    private static bool IsLabelled(EngineContainer container) =>
        container.Labels.Keys.Any(label => label.StartsWith(ServiceLabels.Prefix, StringComparison.Ordinal));

    private static List<Entry> Labels(EngineContainer container, Origin place) =>
    [
        .. container.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label =>
            new Entry(label.Key, place.Property(label.Key), Nodes.Text(place.Property(label.Key), label.Value))),
    ];

    /// <summary>Whether a topology can hold it, beside those before it.</summary>
    private bool IsRight(RoutedService service, List<RoutedService> before)
    {
        var problems = new List<Problem>();
        new ShapeCheck(problems, _import.Settings.Limits).Check(
            ServiceTopology.Of(LoadBalancer, _origin, [service], _import.Settings), TopologyShape.Object);
        if (service.Labels.Priority is { } priority && before.Find(other => other.Labels.Priority?.Text == priority.Text) is { } same)
        {
            problems.Add(new Problem(priority.Origin, $"{Quoted.Text(same.Name)} has this priority already: write another"));
        }

        problems.ForEach(problem => _import.Note(problem.Origin, $"{problem.Message}; until then {Quoted.Text(service.Name)} is left out"));
        return problems.Count == 0;
    }
}
