using System.CommandLine;

namespace AlbEmulator.Commands;

/// <summary><c>--requests</c>: <c>--Alb:RequestLines=On</c> in a shorter form.</summary>
internal static class RequestsOption
{
    public static Option<bool> New() => new("--requests")
    {
        Description = "Tells each request in a short line, also into a pipe or a file; also as --Alb:RequestLines=On.",
    };

    /// <summary>The settings that are given, and the one that the option stands for.</summary>
    public static IReadOnlyList<string> AddTo(IReadOnlyList<string> settingArguments, ParseResult parsed, Option<bool> option) =>
        parsed.GetValue(option) ? [.. settingArguments, $"--Alb:RequestLines={RequestLinesMode.On}"] : settingArguments;
}
