using System.CommandLine;
using AlbEmulator.Commands.Syntax;
using AlbEmulator.Model;
using AlbEmulator.Topologies;
using AlbEmulator.Topologies.Routes;

namespace AlbEmulator.Commands;

/// <summary>Reads what a command line names: files, and routes where there are any.</summary>
/// <param name="files">Knows which files there are.</param>
/// <param name="problems">What is wrong is added here.</param>
internal delegate (IReadOnlyList<string> Files, RoutedTopology? Routes) ArgumentReader(TopologyFiles files, List<Problem> problems);

/// <summary>What a topology is named by on a command line: files, and routes for which no file is needed.</summary>
internal sealed class RunArguments
{
    /// <summary>What help says of files.</summary>
    public const string Files =
        "Topology files (YAML or JSON), compose files, docker:// for running containers, CloudFormation templates, Terraform plans and "
            + "states as JSON, manifests of Kubernetes, kubernetes:// for a cluster, answers of aws elbv2 describe-…, or a folder of them. "
            + "Several are one topology. STACK=FILE names the stack of a template.";

    private readonly bool _takesFiles;
    private readonly Argument<string[]> _words;

    private readonly Option<int?> _port = Port("--port", $"Port of the HTTP listener of the routes, 0 for one that is free; {RoutePorts.UsualHttp} if not given.");

    private readonly Option<bool> _https = new("--https")
    {
        Description = "Gives the routes an HTTPS listener as well, with a certificate for development that is made below Alb:DataDirectory.",
    };

    private readonly Option<int?> _httpsPort = Port("--https-port", $"The same on a port of its own, 0 for one that is free; {RoutePorts.UsualHttps} if not given.");

    /// <param name="takesFiles">Whether a word may be a file; otherwise all are routes.</param>
    public RunArguments(bool takesFiles)
    {
        _takesFiles = takesFiles;
        _words = FileArguments.NoOption(new Argument<string[]>(takesFiles ? "FILE|ROUTE" : "ROUTE")
        {
            Description = $"{(takesFiles ? Files + " Or routes" : "Routes")}, for which no file is needed: :3000, "
                + "http://localhost:3000 or web=:3000 takes every request that no other route takes; '/api/*=:5001,:5002' those of a "
                + "path, api.example.com=:5001 and 'api.example.com/v2/*=:5001' those of a host. The first that matches takes it, in the "
                + "order in which they are written. Targets are HOST:PORT, :PORT on this machine, URLs of http, https, grpc, grpcs, h2c "
                + "or h2, or echo for one that the emulator hosts.",
            Arity = ArgumentArity.ZeroOrMore,
        });
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(_words);
        command.Options.Add(_port);
        command.Options.Add(_https);
        command.Options.Add(_httpsPort);
    }

    /// <summary>Whether any is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_words) is { Tokens.Count: > 0 };

    /// <summary>Files and routes, told apart.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">Knows which files there are.</param>
    /// <param name="problems">What is wrong is added here.</param>
    public (IReadOnlyList<string> Files, RoutedTopology? Routes) Read(ParseResult parsed, TopologyFiles files, List<Problem> problems)
    {
        var words = (parsed.GetValue(_words) ?? []).ToLookup(word => (_takesFiles && files.Has(word), RoutedTopology.IsRoute(word)) switch
        {
            (true, _) => Meaning.File,
            // A file that is not there is told as every other.
            _ when _takesFiles && IsFileName(word) => Meaning.File,
            (_, true) => Meaning.Route,
            _ when _takesFiles && word.AsSpan().IndexOfAny('.', '/', '\\') >= 0 => Meaning.File,
            _ => Meaning.Unknown,
        });
        foreach (var word in words[Meaning.Unknown])
        {
            problems.Add(new Problem(new Origin(RouteReader.Place, 0, Quoted.Plain(word)), _takesFiles
                ? "is no command, no file that is there, and no route: a route has a target, as in web=:3000 or '/api/*=:5001'"
                : "is no route: write a target such as :3000 or http://localhost:3000, with a name, a path or a host before it, as in "
                    + "web=:3000 or '/api/*=:5001'"));
        }

        var ports = new RoutePorts(
            parsed.GetValue(_port),
            parsed.GetValue(_httpsPort) ?? (parsed.GetValue(_https) ? RoutePorts.UsualHttps : null));
        if (words.Contains(Meaning.Route))
        {
            return ([.. words[Meaning.File]], RoutedTopology.Read([.. words[Meaning.Route]], ports, problems));
        }

        if (problems.Count == 0 && ports != new RoutePorts(null, null))
        {
            problems.Add(new Problem(
                new Origin(RouteReader.Place, 0, ports.Port is null ? "--https" : "--port"),
                "says where the load balancer of routes listens, and there is no route: write one such as :3000"
                    + (_takesFiles ? "; a file says it itself, and --Alb:PortMap:80=8080 binds another port in its place" : "")));
        }

        return ([.. words[Meaning.File]], null);
    }

    private static bool IsFileName(string word) =>
        !word.Contains("://", StringComparison.Ordinal) && Path.GetExtension(word) is ".yaml" or ".yml" or ".json" or ".template";

    private static Option<int?> Port(string name, string description)
    {
        var port = new Option<int?>(name) { Description = description, HelpName = "N" };
        port.Validators.Add(option =>
        {
            if (option.Tokens.Count == 1 && !ushort.TryParse(option.Tokens[0].Value, out _))
            {
                option.AddError($"{name} takes a number from 1 to 65535, or 0 for one that is free, not '{option.Tokens[0].Value}'.");
            }
        });
        return port;
    }

    private enum Meaning
    {
        File,
        Route,
        Unknown,
    }
}
