using AlbEmulator.Documents;
using AlbEmulator.Imports.Services;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Compose;

/// <summary>
/// Compose files as one topology file: services become target groups by their labels <c>alb.…</c>.
/// <see href="https://docs.docker.com/reference/compose-file/services/"/>
/// </summary>
internal static class ComposeReader
{
    private const string Name = "compose";

    /// <summary>The names of the files that compose reads by itself beside the first one.</summary>
    private static readonly string[] Overrides =
        ["compose.override.yaml", "compose.override.yml", "docker-compose.override.yaml", "docker-compose.override.yml"];

    /// <param name="files">All that are named.</param>
    /// <param name="import">Where is told what is wrong, and who opens other files.</param>
    /// <param name="environment">The environment variables.</param>
    /// <returns>The root of a topology file that says the same; null where there are no files.</returns>
    public static Node? Read(IReadOnlyList<Document> files, Import import, Func<string, string?> environment)
    {
        if (files.Count == 0)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(files[0].File) ?? "";
        var find = DotEnv.Over(import.OpenText(Path.Combine(folder, ".env")), environment);
        var variables = new ComposeVariables(find);
        var services = new ComposeProject(import, variables).Read(files);
        var origin = files[0].Root.Origin;
        if (variables.Unset.Count > 0)
        {
            import.Note(origin, $"empty, since they are set neither in the environment nor in .env: {string.Join(", ", variables.Unset)}");
        }

        NoteOverride(files, folder, import);
        var active = services.Where(service => IsActive(service, find("COMPOSE_PROFILES") ?? "", import)).ToList();
        var addresses = new ComposeAddresses(import, active);
        var byName = active.ToDictionary(service => service.Name, StringComparer.Ordinal);
        var candidates = active.Where(service => !IsEmulator(service)).Select(service => Candidate(service, addresses, import));
        var isTold = false;
        var chosen = ServiceChoice.Of([.. candidates], Tell, import.Note);
        if (chosen.Count == 0 && !isTold)
        {
            import.Tell(
                active.Count == 0 ? origin : active[0].Origin,
                "no service gets requests: write a label for one, such as labels: { alb.port: 3000 }, or the ports of one that is to get them");
        }

        var routed = chosen.Select(candidate => new RoutedService(
            candidate.Name, candidate.Origin, candidate.Labels, addresses.Of(byName[candidate.Name], candidate)));
        return ServiceTopology.Of(Name, origin, [.. routed], import.Settings);

        void Tell(Origin place, string problem)
        {
            isTold = true;
            import.Tell(place, problem);
        }
    }

    private static CandidateService Candidate(ComposeService service, ComposeAddresses addresses, Import import)
    {
        if (service.LabelOfSwarm() is { } swarm)
        {
            import.Tell(swarm.Origin, "labels of deploy are not those of containers: write them below labels of the service");
        }

        var labels = ServiceLabels.Read(service.Labels(), import.Tell);
        return new CandidateService(service.Name, service.Origin, labels, [.. addresses.PortsOf(service).Select(port => port.Container)]);
    }

    /// <summary>Services with profiles run only where one of them is asked for.</summary>
    private static bool IsActive(ComposeService service, string asked, Import import)
    {
        var profiles = service.Texts("profiles");
        var wanted = asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (profiles.Count == 0 || wanted.Contains("*") || profiles.Intersect(wanted).Any())
        {
            return true;
        }

        import.Note(service.Origin, $"is left out, since its profile is not asked for: set COMPOSE_PROFILES={Quoted.Plain(profiles[0])} for it");
        return false;
    }

    /// <summary>Unless labels say that it gets requests.</summary>
    private static bool IsEmulator(ComposeService service) =>
        OwnImage.IsRun(service.Text("image"), service.Texts("command"))
        && !service.Labels().Any(label => label.Name.StartsWith(ServiceLabels.Prefix, StringComparison.Ordinal));

    private static void NoteOverride(IReadOnlyList<Document> files, string folder, Import import)
    {
        var named = files.Select(file => Path.GetFileName(file.File)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Overrides.Where(name => !named.Contains(name) && import.OpenText(Path.Combine(folder, name)) is not null))
        {
            import.Note(files[0].Root.Origin, $"{name} stands beside it and is not read: name it as well, where docker compose reads both");
        }
    }
}
