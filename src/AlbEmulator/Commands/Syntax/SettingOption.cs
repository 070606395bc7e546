using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary>An option that is a shorter way to say settings.</summary>
/// <param name="option">As the parser knows it.</param>
/// <param name="settings">The settings that it stands for in what was typed, such as <c>--Alb:DataDirectory=x</c>.</param>
internal sealed class SettingOption(Option option, Func<ParseResult, IEnumerable<string>> settings)
{
    public Option Option => option;

    public IEnumerable<string> Settings(ParseResult parsed) => settings(parsed);

    /// <param name="name">Such as <c>--data</c>.</param>
    /// <param name="value">What stands behind it, in words.</param>
    /// <param name="description">For its help.</param>
    /// <param name="setting">Such as <c>DataDirectory</c>.</param>
    /// <param name="valueOf">From what is typed to what the setting takes; null for the same.</param>
    public static SettingOption Text(
        string name, string value, string description, string setting, Func<string, string>? valueOf = null)
    {
        var option = new Option<string>(name) { Description = description, HelpName = value };
        return new(option, parsed => parsed.GetValue(option) is { } text ? [$"--Alb:{setting}={valueOf?.Invoke(text) ?? text}"] : []);
    }

    /// <summary>One that may be repeated, with an entry of the setting each, such as <c>80=8080</c>.</summary>
    public static SettingOption Entries(string name, string entry, string description, string setting)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = entry };
        return new(option, parsed => (parsed.GetValue(option) ?? []).Select(given => $"--Alb:{setting}:{given}"));
    }

    /// <summary>One without a value, which stands for one of the setting.</summary>
    public static SettingOption Flag(string name, string description, string setting, string value = "true")
    {
        var option = new Option<bool>(name) { Description = description };
        return new(option, parsed => parsed.GetValue(option) ? [$"--Alb:{setting}={value}"] : []);
    }
}
