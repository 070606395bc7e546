using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>How a load balancer of an AppHost is started: what must be right before, and the arguments of the program.</summary>
internal sealed class AlbStart(AlbResource alb)
{
    private AlbTopologyFile? _file;

    /// <summary>Says all that is wrong at once.</summary>
    /// <exception cref="DistributedApplicationException">Something is.</exception>
    public void Check()
    {
        var problems = Problems().Distinct().ToList();
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException($"{alb.Name} cannot start. {string.Join("\n", problems)}");
        }
    }

    /// <summary>Writes the topology, and tells the program where it is and which ports it has.</summary>
    public async Task AddArgumentsAsync(CommandLineArgsCallbackContext context)
    {
        if (!context.ExecutionContext.IsRunMode)
        {
            return;
        }

        _file ??= new AlbTopologyFile(alb, context.ExecutionContext.Services);
        List<object> arguments = [.. alb.Program.FirstArguments, "run", .. await _file.WriteAsync(context.CancellationToken)];
        foreach (var (name, listener) in alb.Listeners)
        {
            // Aspire hands the connections of the port that clients see to the port that is bound.
            var endpoint = alb.GetEndpoint(name);
            var bound = endpoint.Property(EndpointProperty.TargetPort);
            arguments.Add(listener is null
                ? ReferenceExpression.Create($"--Alb:PortMap:{endpoint.Property(EndpointProperty.Port)}={bound}")
                : ReferenceExpression.Create($"--Alb:PortMap:{$"{listener}"}={bound}"));
        }

        arguments.Add(ReferenceExpression.Create($"--Alb:ControlUrl=http://localhost:{alb.ControlEndpoint.Property(EndpointProperty.TargetPort)}"));
        arguments.Add("--Alb:BindAddress=localhost");
        arguments.Add("--Alb:RequestLines=On");
        if (!alb.HasTopology)
        {
            // Rules name hosts, and the port is what it happens to be.
            arguments.Add("--Alb:IgnoreHostPort=true");
        }

        arguments.Add($"--Alb:DataDirectory={alb.DataDirectory ?? Path.Combine(alb.Folder, "data")}");
        foreach (var argument in arguments)
        {
            context.Args.Add(argument);
        }
    }

    private IEnumerable<string> Problems()
    {
        if (alb.Program.Missing is { } missing)
        {
            yield return missing;
        }

        if (alb.HasTopology)
        {
            if (alb.Rules.Count > 0 || alb.Default is not null || alb.DefaultStatus is not null || alb.HealthCheckPath is not null)
            {
                yield return "A topology has its own rules and groups: leave out WithRule, WithDefault and WithHealthCheckPath, or the topology.";
            }

            if (alb.Listeners.Count == 0 || alb.Listeners.ContainsValue(null))
            {
                yield return "A topology has its own listeners: say by WithListener(80) which of them can be reached, with https: true for HTTPS.";
            }
        }
        else
        {
            if (alb.Default is null && alb.DefaultStatus is null)
            {
                yield return "Nothing takes the requests that no rule takes: say WithDefault(web), or WithDefault(404) for a status.";
            }

            if (alb.Listeners.Values.Any(listener => listener is not null) || alb.GroupTargets.Count > 0)
            {
                yield return "WithListener and WithTargets are for a topology: name it by WithTopologyFile or WithTopologyText.";
            }
        }

        foreach (var problem in alb.AllTargets.SelectMany(targets => targets.Problems())
            .Concat(alb.HasTopology ? [] : alb.AllTargets.SelectMany(targets => targets.ProblemsOfRule())))
        {
            yield return $"{char.ToUpperInvariant(problem[0])}{problem[1..]}.";
        }

        foreach (var resource in alb.AllTargets.SelectMany(targets => targets.Resources)
            .Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == alb)))
        {
            yield return $"{resource.Name} waits for {alb.Name}, which itself waits until {resource.Name} has started: leave out its WaitFor.";
        }
    }
}
