using System.CommandLine;
using AlbEmulator.Benchmarks.Edge;
using AlbEmulator.Benchmarks.Nodes;
using AlbEmulator.Benchmarks.Scale;
using AlbEmulator.Benchmarks.Soak;

namespace AlbEmulator.Benchmarks;

/// <summary>The commands that try what must not happen, for as long as they are told.</summary>
internal static class TrialCommands
{
    public static Command Soak()
    {
        var minutes = BenchmarkCommands.Number("--minutes", 60, 1, 1440, "Minutes of load.");
        var command = new Command("soak", "Whether anything grows under everything at once for a long time.") { minutes };
        command.SetAction((parsed, cancelled) => SoakRun.Run(TimeSpan.FromMinutes(parsed.GetValue(minutes)), cancelled));
        return command;
    }

    public static Command Manifests()
    {
        var ingresses = BenchmarkCommands.Number("--ingresses", 500, 1, 10_000, "Ingresses with four paths each.");
        var edits = BenchmarkCommands.Number("--edits", 20, 1, 1000, "Edits of one of them.");
        var program = new Option<string>("--program") { Description = "The program alb; that of the Release build unless said." };
        var cluster = new Option<bool>("--cluster") { Description = "They are in a cluster that tells of the edits, and not in a file." };
        var command = new Command("manifests", "What manifests of Kubernetes cost at the start, and an edit of one of them.") { program, ingresses, edits, cluster };
        command.SetAction((parsed, cancelled) =>
            ManifestScale.Run(parsed.GetValue(program), parsed.GetValue(ingresses), parsed.GetValue(edits), parsed.GetValue(cluster), cancelled));
        return command;
    }

    public static Command Tests()
    {
        var rules = BenchmarkCommands.Number("--rules", 1000, 1, 20_000, "Rules that are tested.");
        var expectations = BenchmarkCommands.Number("--expectations", 10_000, 2, 1_000_000, "Expectations, two of each request.");
        var runs = BenchmarkCommands.Number("--runs", 5, 1, 50, "Runs.");
        var program = new Option<string>("--program") { Description = "The program alb; that of the Release build unless said." };
        var command = new Command("tests", "How long alb test takes.") { program, rules, expectations, runs };
        command.SetAction((parsed, cancelled) => TestedRules.Run(
            parsed.GetValue(program), parsed.GetValue(rules), parsed.GetValue(expectations), parsed.GetValue(runs), cancelled));
        return command;
    }

    public static Command Nodes()
    {
        var changes = BenchmarkCommands.Number("--changes", 200, 1, 10_000, "Changes of one listener, one after the other.");
        var rules = BenchmarkCommands.Number("--rules", 5000, 1, 20_000, "Rules that one revision makes.");
        var command = new Command("nodes", "How soon a change at one node is routed by the others.") { changes, rules };
        command.SetAction((parsed, cancelled) => NodeChanges.Run(parsed.GetValue(changes), parsed.GetValue(rules), cancelled));
        return command;
    }

    public static Command Descriptors()
    {
        var rounds = BenchmarkCommands.Number("--rounds", 3, 1, 50, "Rounds of ten limits from 256 to 4,096, each with load and without.");
        var seconds = BenchmarkCommands.Number("--seconds", 2, 1, 60, "Seconds without descriptors in each trial.");
        var limit = BenchmarkCommands.Number("--limit", 0, 0, 15_000, "One limit alone in place of the ten.");
        var command = new Command("descriptors", "More clients than the emulator has descriptors for.") { rounds, seconds, limit };
        command.SetAction((parsed, cancelled) => DescriptorTrials.Run(
            parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(limit), cancelled));
        return command;
    }
}
