using System.CommandLine;
using AlbEmulator.Benchmarks.Api;
using AlbEmulator.Benchmarks.Edge;
using AlbEmulator.Benchmarks.HealthCost;
using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Parts;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Records;
using AlbEmulator.Benchmarks.Scale;
using AlbEmulator.Benchmarks.Soak;
using AlbEmulator.Benchmarks.Startup;
using AlbEmulator.Benchmarks.Targets;

namespace AlbEmulator.Benchmarks;

/// <summary>The commands of this program; README.md beside it says what they measure.</summary>
internal static class BenchmarkCommands
{
    public static RootCommand Build() => new("Measures the parts of the emulator, and the whole beside other proxies.")
    {
        PartsCommand(),
        CompareCommand.Build(),
        InTurn("stickiness", "Measures what sticky sessions cost for each request.", StickinessComparison.Run),
        InTurn("authentication", "Measures what logins and tokens cost for each request.", AuthenticationComparison.Run),
        InTurn("records", "Measures what logs, archives and the journal cost for each request.", RecordsComparison.Run),
        LinesCommand.Build(),
        StartupCommand.Build(),
        InProcessCommand(),
        AlgorithmsCommand(),
        ChaosCommand(),
        HealthCommand(),
        HealthTargetsCommand(),
        MemoryCommand(),
        IdleCommand(),
        SlowCommand(),
        TrialCommands.Soak(),
        TrialCommands.Descriptors(),
        ApiCommand(),
        RulesCommand(),
        TrialCommands.Nodes(),
        ScaleCommand.Build(),
        TrialCommands.Manifests(),
        TrialCommands.Tests(),
        PlainYarpCommand(),
        PlainTargetCommand(),
        EchoTargetCommand(),
    };

    private static Command PartsCommand()
    {
        var filter = new Argument<string>("filter") { DefaultValueFactory = _ => "*", Description = "A BenchmarkDotNet filter." };
        var command = new Command("parts", "Measures single parts with BenchmarkDotNet.") { filter };
        command.SetAction(parsed => PartsRunner.Run(parsed.GetValue(filter)!));
        return command;
    }

    /// <summary>Emulators that differ in one thing alone, measured in turn.</summary>
    private static Command InTurn(string name, string description, Func<ComparisonPlan, CancellationToken, Task<int>> run)
    {
        var rounds = Number("--rounds", 9, 1, 50, "Rounds, each with every kind once.");
        var seconds = Number("--seconds", 7, 1, 120, "Seconds of load on a kind in a round.");
        var connections = Number("--connections", 64, 1, 1024, "Client connections.");
        var settings = EmulatorEnvironment();
        var command = new Command(name, description) { rounds, seconds, connections, settings };
        command.SetAction((parsed, cancelled) => run(
            new ComparisonPlan(
                parsed.GetValue(rounds),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(connections),
                [],
                parsed.GetValue(settings) ?? []),
            cancelled));
        return command;
    }

    private static Command InProcessCommand()
    {
        var starts = Number("--starts", 100, 1, 10_000, "Starts, one after the other, and as many several at once.");
        var atOnce = Number("--at-once", 16, 1, 200, "How many at once.");
        var command = new Command("inprocess", "How soon a load balancer serves in the process of a test.") { starts, atOnce };
        command.SetAction((parsed, cancelled) => InProcessStart.Run(parsed.GetValue(starts), parsed.GetValue(atOnce), cancelled));
        return command;
    }

    private static Command AlgorithmsCommand()
    {
        var seconds = Number("--seconds", 6, 1, 60, "Seconds of load on each algorithm.");
        var command = new Command("algorithms", "Routing algorithms before targets one of which is slow.") { seconds };
        command.SetAction((parsed, cancelled) =>
            AlgorithmComparison.Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancelled));
        return command;
    }

    private static Command ChaosCommand()
    {
        var seconds = Number("--seconds", 60, 1, 600, "Seconds of chaos.");
        var command = new Command("chaos", "Targets that are killed and started again at random under load.") { seconds };
        command.SetAction((parsed, cancelled) => Chaos.Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancelled));
        return command;
    }

    private static Command HealthCommand()
    {
        var targets = Targets();
        var interval = Number("--interval", 5, 1, 300, "Seconds from check to check.");
        var seconds = Number("--seconds", 30, 1, 600, "Seconds of measuring.");
        var command = new Command("health", "Measures what health checks cost.") { targets, interval, seconds };
        command.SetAction((parsed, cancelled) => HealthCostMeasurement.Run(
            parsed.GetValue(targets), parsed.GetValue(interval), parsed.GetValue(seconds), cancelled));
        return command;
    }

    private static Command HealthTargetsCommand()
    {
        var (port, targets) = (Port(), Targets());
        var command = new Command("health-targets", "Runs many targets; health starts it.") { port, targets };
        command.SetAction((parsed, cancelled) =>
            HealthTargets.Run(parsed.GetValue(port), parsed.GetValue(targets), cancelled));
        return command;
    }

    private static Command MemoryCommand()
    {
        var requests = Number("--requests", 10_000_000, 100_000, 100_000_000, "Requests in all.");
        var command = new Command("memory", "Memory of an emulator that writes down everything, over millions of requests.") { requests };
        command.SetAction((parsed, cancelled) => MemoryOverTime.Run(parsed.GetValue(requests), cancelled));
        return command;
    }

    private static Command IdleCommand()
    {
        var connections = Number("--connections", 10_000, 100, 15_000, "Connections that are kept alive.");
        var https = new Option<bool>("--https") { Description = "Over TLS." };
        var command = new Command("idle", "Measures the memory of idle connections beside plain Kestrel's.") { connections, https };
        command.SetAction((parsed, cancelled) =>
            IdleMemory.Run(parsed.GetValue(connections), parsed.GetValue(https), cancelled));
        return command;
    }

    private static Command SlowCommand()
    {
        var connections = Number("--connections", 2000, 10, 10_000, "Slow connections of each kind.");
        var seconds = Number("--seconds", 60, 5, 300, "Seconds of each kind.");
        var command = new Command("slow", "Clients that are slow on purpose beside good ones.") { connections, seconds };
        command.SetAction((parsed, cancelled) => SlowClients.Run(
            parsed.GetValue(connections), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancelled));
        return command;
    }

    private static Command ApiCommand()
    {
        var listeners = Number("--listeners", 100, 2, 1000, "Listeners that are created, one after the other.");
        var command = new Command("api", "From CreateListener to the first routed request.") { listeners };
        command.SetAction((parsed, cancelled) => FirstRoutedRequest.Run(parsed.GetValue(listeners), cancelled));
        return command;
    }

    private static Command RulesCommand()
    {
        var rules = Number("--rules", 1000, 1, 10_000, "Rules in the file.");
        var runs = Number("--runs", 5, 1, 50, "Starts with and without.");
        var command = new Command("rules", "What rules of a file add to the start.") { rules, runs };
        command.SetAction((parsed, cancelled) => RuleLoading.Run(parsed.GetValue(rules), parsed.GetValue(runs), cancelled));
        return command;
    }

    private static Command PlainYarpCommand()
    {
        var port = Port();
        var target = new Option<string>("--target") { Required = true, Description = "URL of the target." };
        var quiet = new Option<bool>("--quiet") { Description = "Log level Warning instead of the default." };
        var (certificate, key) = CertificateFiles();
        var command = new Command("plain-yarp", "Runs YARP with default settings; compare starts it.")
        {
            port, target, quiet, certificate, key,
        };
        command.SetAction((parsed, cancelled) => PlainYarp.Run(
            parsed.GetValue(port),
            parsed.GetValue(target)!,
            parsed.GetValue(quiet),
            Certificate(parsed, certificate, key),
            cancelled));
        return command;
    }

    private static Command PlainTargetCommand()
    {
        var port = Port();
        var (certificate, key) = CertificateFiles();
        var command = new Command("plain-target", "Runs a bare Kestrel; compare and idle start it.") { port, certificate, key };
        command.SetAction((parsed, cancelled) =>
            PlainTarget.Run(parsed.GetValue(port), Certificate(parsed, certificate, key), cancelled));
        return command;
    }

    private static Command EchoTargetCommand()
    {
        var port = Port();
        var command = new Command("echo-target", "Runs a target of WebSockets; compare starts it.") { port };
        command.SetAction((parsed, cancelled) => EchoTarget.Run(parsed.GetValue(port), cancelled));
        return command;
    }

    private static (Option<string> File, Option<string> Key) CertificateFiles() => (
        new Option<string>("--certificate") { Description = "PEM file; HTTPS then." },
        new Option<string>("--key") { Description = "PEM file of its key." });

    private static ServerCertificate? Certificate(ParseResult parsed, Option<string> file, Option<string> key) =>
        parsed.GetValue(file) is { } path ? new ServerCertificate(path, parsed.GetValue(key)!) : null;

    private static Option<int> Targets() => Number("--targets", 2000, 1, 10_000, "Targets that are checked.");

    private static Option<int> Port() => new("--port") { Required = true, Description = "Loopback port to listen on." };

    /// <summary>Settings of the emulator alone.</summary>
    public static Option<string[]> EmulatorEnvironment()
    {
        var settings = new Option<string[]>("--emulator-env") { Description = "NAME=VALUE for the emulator's environment." };
        settings.Validators.Add(result =>
        {
            foreach (var setting in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (setting.IndexOf('=') < 1)
                {
                    result.AddError($"'{setting}' is not NAME=VALUE.");
                }
            }
        });
        return settings;
    }

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, int fallback, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            DefaultValueFactory = _ => fallback,
            Description = $"{description} {least}–{most}, {fallback} unless said.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} must be {least}–{most}, not {value}.");
            }
        });
        return option;
    }
}
