using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb explain</c>.</summary>
internal static class ExplainSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var method = FileArguments.NoOption(new Argument<string>("METHOD") { Description = "Such as GET; case-sensitive." });
        var url = FileArguments.NoOption(new Argument<string>("URL")
        {
            Description = "Its port chooses the listener; a path will do where there is one.",
        });
        var headers = new Option<string[]>("-H", "--header")
        {
            Description = "'Name: value'; may be repeated. Host goes before the host of the URL.",
            HelpName = "Name: value",
        };
        var sourceIp = new Option<string>("--source-ip")
        {
            Description = "Address of the client; 127.0.0.1 if not given.",
            HelpName = "IP",
        };
        var (files, imports) = (FileArguments.Of(), new ImportOptions());
        var command = new AlbCommand(
            "explain",
            "Tells rule by rule why it takes a request or not, and what would be done with it; sends nothing.",
            "alb explain GET http://localhost:8080/api my.yaml")
        {
            method, url, headers, sourceIp, files,
        };
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) =>
            ExplainCommand.RunAsync(
                settings,
                new ExplainArguments(
                    parsed.GetRequiredValue(method),
                    parsed.GetRequiredValue(url),
                    parsed.GetValue(headers) ?? [],
                    parsed.GetValue(sourceIp),
                    parsed.GetValue(files) ?? []),
                output,
                error)));
        return command;
    }
}
