namespace AlbEmulator.Commands;

/// <summary>
/// Tells the arguments that are settings (<c>--Alb:Name=value</c>) from those that are for a command.
/// </summary>
internal static class SettingArguments
{
    private static readonly string[] Sections = ["--Alb:", "--Serilog:"];

    /// <summary>Of two words the second is the value where the first has none, so that it is told and not taken for a file.</summary>
    public static (List<string> Settings, List<string> Command) Split(IReadOnlyList<string> arguments)
    {
        var (settings, command) = (new List<string>(), new List<string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            (IsSetting(arguments[i]) ? settings : command).Add(arguments[i]);
            if (IsSetting(arguments[i]) && !arguments[i].Contains('=', StringComparison.Ordinal)
                && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-'))
            {
                settings[^1] += $" {arguments[++i]}";
            }
        }

        return (settings, command);
    }

    private static bool IsSetting(string argument) =>
        Array.Exists(Sections, section => argument.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
