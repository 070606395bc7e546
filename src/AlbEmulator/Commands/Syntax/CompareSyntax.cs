using System.CommandLine;
using AlbEmulator.Comparisons;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb compare</c>.</summary>
internal static class CompareSyntax
{
    /// <summary>A load balancer itself answers after 60 s where its target does not.</summary>
    private const string UsualTimeout = "65s";

    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var against = new Option<string>("--against")
        {
            Description = "The load balancer: a URL for all requests, or a host, whose ports are theirs.",
            HelpName = "URL",
            Required = true,
        };
        var file = FileArguments.NoOption(new Argument<string>("FILE")
        {
            Description = "Requests, as YAML or JSON: a list of lines such as GET https://shop.example.com/, or of objects with headers and body.",
        });
        var topology = new RunArguments(takesFiles: true);
        var loadBalancer = new Option<string>("--load-balancer") { Description = "The emulator's load balancer, where several have the port.", HelpName = "NAME" };
        var timeout = new Option<string>("--timeout") { Description = $"How long an answer is waited for; {UsualTimeout} if not given.", HelpName = "TIME" };
        timeout.Validators.Add(Durations.Check);
        var format = Choices.Option("--format", "How differences are told: markdown is for an issue.", ComparisonReports.Names);
        var insecure = new Option<bool>("--insecure") { Description = "Takes any certificate of the load balancer." };
        var sensitive = new Option<bool>("--show-sensitive") { Description = "Reports cookies, headers, bodies, hosts and accounts as they are." };
        var options = new AskingOptions();
        var command = new AlbCommand(
            "compare",
            "Sends the requests of a file to a load balancer that you name and to the emulator, and tells in what the answers differ. "
                + "With a topology behind the file an emulator runs for that time alone; without one it is that which runs.",
            "alb compare --against https://shop.example.com requests.yaml my.yaml")
        {
            against, file, loadBalancer, timeout, format, insecure, sensitive,
        };
        topology.AddTo(command);
        options.AddTo(command);
        var imports = new ImportOptions(bindsPorts: false);
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(
            imports.AddTo(options.AddTo(settingArguments, parsed), parsed),
            error,
            (configuration, settings) => CompareCommand.RunAsync(
                new CompareArguments(
                    parsed.GetRequiredValue(against),
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(loadBalancer),
                    Durations.Parse(parsed.GetValue(timeout) ?? UsualTimeout)!.Value,
                    parsed.GetValue(insecure),
                    parsed.GetValue(sensitive),
                    ComparisonReports.Of(parsed.GetValue(format))),
                () => topology.IsGiven(parsed)
                    ? ComparedEmulator.StartAsync(configuration, settings, (files, problems) => topology.Read(parsed, files, problems), error)
                    : ComparedEmulator.AskAsync(settings, error),
                output,
                error)));
        return command;
    }
}
