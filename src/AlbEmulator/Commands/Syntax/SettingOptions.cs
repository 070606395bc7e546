using System.CommandLine;
using System.CommandLine.Parsing;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of a command that are settings in a shorter form.</summary>
internal class SettingOptions(params IReadOnlyList<SettingOption> options)
{
    /// <summary>Where to ask a running emulator.</summary>
    public static SettingOption Control() => SettingOption.Text(
        "--control", "URL|PORT", "Where the emulator itself answers; also as --Alb:ControlUrl.", nameof(AlbSettings.ControlUrl), UrlOf);

    /// <summary>Where the ports that are bound are told.</summary>
    public static SettingOption PortsFile(string description) =>
        SettingOption.Text("--ports-file", "FILE", description, nameof(AlbSettings.PortsFile));

    /// <summary>Which ports are bound.</summary>
    public static SettingOption Map() => SettingOption.Entries(
        "--map", "80=8080", "Binds another port than a listener says, or with 80=0 one that is free (also shop/80=8080 for one load balancer, *=0 for all); may be repeated.",
        nameof(AlbSettings.PortMap));

    /// <summary>Where everything is that is written.</summary>
    public static SettingOption Data() => SettingOption.Text(
        "--data", "FOLDER", "Everything that is written goes below it; also as --Alb:DataDirectory.", nameof(AlbSettings.DataDirectory));

    public virtual void AddTo(Command command)
    {
        foreach (var option in options)
        {
            command.Options.Add(option.Option);
        }
    }

    /// <summary>The first of them that was typed; null for none.</summary>
    public string? FirstGiven(CommandResult typed) =>
        options.Select(static option => option.Option).FirstOrDefault(option => typed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The settings that are given, and those that the options stand for.</summary>
    public IReadOnlyList<string> AddTo(IReadOnlyList<string> settingArguments, ParseResult parsed) =>
        [.. settingArguments, .. options.SelectMany(option => option.Settings(parsed))];

    /// <summary>A port alone, or a host with one, is of this machine or over HTTP.</summary>
    private static string UrlOf(string text) => text switch
    {
        "" => "",
        _ when ushort.TryParse(text, out var port) => $"http://127.0.0.1:{port}",
        _ when text[0] == ':' && ushort.TryParse(text.AsSpan(1), out var port) => $"http://127.0.0.1:{port}",
        _ when !text.Contains("://", StringComparison.Ordinal) => $"http://{text}",
        _ => text,
    };
}
