namespace AlbEmulator.Commands;

/// <summary>
/// Tells the arguments that are settings (<c>--Alb:Name=value</c>) from those that are for a command.
/// </summary>
internal static class SettingArguments
{
    public static (List<string> Settings, List<string> Command) Split(IEnumerable<string> arguments)
    {
        var (settings, command) = (new List<string>(), new List<string>());
        foreach (var argument in arguments)
        {
            (IsSetting(argument) ? settings : command).Add(argument);
        }

        return (settings, command);
    }

    /// <summary>Whether a colon stands in its name; options of commands have none.</summary>
    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.Split('=', 2)[0].Contains(':', StringComparison.Ordinal);
}
