using AlbEmulator.Shapes;

namespace AlbEmulator.Commands;

/// <summary>The names of the settings, as <c>Alb:Lambda:Endpoint</c>, and what is close to one.</summary>
internal static class SettingNames
{
    private const string Section = "Alb:";

    /// <summary>All of them; one whose members have names of the user's own ends with a colon, as <c>Alb:PortMap:</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. SettingTable.Alb.Below("Alb").Select(static setting => setting.Path)];

    /// <summary>The words that a setting takes, by its name; none where it takes anything.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; } = SettingTable.Alb.Below("Alb")
        .ToDictionary(static setting => setting.Path, static setting => setting.Choices, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The setting that is nearly called by its name: with one hyphen, none or a slash, with dots or underscores in place of
    /// colons; null where it is none.
    /// </summary>
    public static string? Of(string written)
    {
        var name = written.Split('=')[0].TrimStart('-', '/').Replace("__", ":", StringComparison.Ordinal).Replace('.', ':');
        return name.StartsWith(Section, StringComparison.OrdinalIgnoreCase)
            ? All.FirstOrDefault(setting => string.Equals(setting, name, StringComparison.OrdinalIgnoreCase)) ?? NearestPath(name)
            : null;
    }

    /// <summary>Whether a setting has a name that is written without its section and without what parts words.</summary>
    public static bool IsCalled(string setting, string plain) => string.Equals(Plain(setting), Plain(plain), StringComparison.OrdinalIgnoreCase);

    /// <summary>The one that is nearest to a name without its section; null where none is near.</summary>
    public static string? Nearest(string plain) =>
        Spelling.Nearest(Plain(plain), All.Select(Plain)) is { } nearest ? All.First(setting => Plain(setting) == nearest) : null;

    /// <summary>The one that is nearest to a whole path; null where none is near.</summary>
    public static string? NearestPath(string path) => Spelling.Nearest(path, All);

    private static string Plain(string setting)
    {
        var name = setting.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? setting[Section.Length..] : setting;
        return name.Replace(":", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }
}
