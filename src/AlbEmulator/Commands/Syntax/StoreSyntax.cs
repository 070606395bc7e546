using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb store export FILE</c> and <c>alb store import FILE</c>.</summary>
internal static class StoreSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error) => new AlbCommand(
        "store",
        "Writes all that the APIs made, and the keys of cookies and logins, to a file, or puts back what a file has: from the data folder or the store of several nodes, and to either.",
        "alb store export all.jsonl")
    {
        Export(settingArguments, output, error),
        Import(settingArguments, output, error),
    };

    private static AlbCommand Export(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (file, options) = (File("The file that is written. It has secrets in it: nobody else may read it."), new SettingOptions(SettingOptions.Data()));
        var command = new AlbCommand("export", "Writes all of it to a file.", "alb store export all.jsonl") { file };
        options.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (configuration, settings) =>
            Task.FromResult(new StoreCommand(configuration, settings, output, error).Export(parsed.GetRequiredValue(file)))));
        return command;
    }

    private static AlbCommand Import(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (file, options) = (File("A file of alb store export."), new SettingOptions(SettingOptions.Data()));
        var replace = new Option<bool>("--replace") { Description = "Puts it in the place of all that is there." };
        var command = new AlbCommand(
            "import", "Puts what a file has in the data folder, or in the store of several nodes.", "alb store import all.jsonl --Alb:Store=etcd://10.0.0.1:2379/alb")
        {
            file, replace,
        };
        options.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (configuration, settings) =>
            Task.FromResult(new StoreCommand(configuration, settings, output, error).Import(parsed.GetRequiredValue(file), parsed.GetValue(replace)))));
        return command;
    }

    private static Argument<string> File(string description) => new("FILE") { Description = description };
}
