using System.Globalization;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands;

/// <summary>The settings of a section, in the order in which they are told.</summary>
internal sealed class SettingSection<TSection>
{
    private readonly List<Setting<TSection>> _settings = [];

    public SettingSection<TSection> Text(string name, Action<TSection, string> set) => Value(name, "text", [], (section, text) =>
    {
        set(section, text);
        return true;
    });

    /// <summary>One that follows from others where it is null.</summary>
    public SettingSection<TSection> TextOrNull(string name, Action<TSection, string> set) => Value(name, "text", [], mayBeNull: true, set: (section, text) =>
    {
        set(section, text);
        return true;
    });

    public SettingSection<TSection> Flag(string name, Action<TSection, bool> set) => Value(name, "true or false", ["true", "false"], (section, text) =>
    {
        if (!bool.TryParse(text, out var flag))
        {
            return false;
        }

        set(section, flag);
        return true;
    });

    public SettingSection<TSection> Number(string name, Action<TSection, int> set) => Value(name, "a whole number", [], (section, text) =>
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        set(section, number);
        return true;
    });

    /// <summary>One that may be empty, for none.</summary>
    public SettingSection<TSection> NumberOrNone(string name, Action<TSection, int?> set) => Value(name, "a whole number, or nothing", [], (section, text) =>
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && text.Length > 0)
        {
            return false;
        }

        set(section, text.Length > 0 ? number : null);
        return true;
    });

    /// <summary>A word of a closed set.</summary>
    public SettingSection<TSection> Choice<T>(string name, Action<TSection, T> set)
        where T : struct, Enum
    {
        return Value(name, ClosedSet<T>.Wanted, ClosedSet<T>.Words, (section, text) =>
        {
            if (ClosedSet<T>.Find(text) is not { } value)
            {
                return false;
            }

            set(section, value);
            return true;
        });
    }

    /// <summary>Texts by keys, which may hold colons.</summary>
    public SettingSection<TSection> Map(string name, Func<TSection, Dictionary<string, string>> of) =>
        Add(new TextsSetting<TSection>(name, true, of));

    /// <summary>Texts by keys without a colon.</summary>
    public SettingSection<TSection> Texts(string name, Func<TSection, Dictionary<string, string>> of) =>
        Add(new TextsSetting<TSection>(name, false, of));

    public SettingSection<TSection> Section<TNested>(string name, Func<TSection, TNested> of, SettingSection<TNested> nested) =>
        Add(new NestedSetting<TSection, TNested>(name, of, nested));

    /// <summary>Sections by keys.</summary>
    public SettingSection<TSection> Sections<TNested>(
        string name, Func<TSection, Dictionary<string, TNested>> of, SettingSection<TNested> nested)
        where TNested : new() =>
        Add(new KeyedSetting<TSection, TNested>(name, of, nested));

    /// <summary>One that is read in a way of its own.</summary>
    public SettingSection<TSection> Own(string name, Action<TSection, IConfigurationSection, List<string>> take) =>
        Add(new OwnSetting<TSection>(name, take));

    /// <summary>All of them, as <see cref="Setting{TSection}.Below"/> tells each.</summary>
    public IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string path) =>
        _settings.SelectMany(setting => setting.Below(path));

    /// <summary>Sets what is given below a section, and tells what is wrong with it.</summary>
    /// <param name="section">What holds it.</param>
    /// <param name="name">Of the section.</param>
    /// <param name="given">What is given for it.</param>
    /// <param name="problems">What is wrong is added here.</param>
    public void TakeAll(TSection section, string name, IConfigurationSection given, List<string> problems)
    {
        if (!string.IsNullOrEmpty(given.Value))
        {
            problems.Add($"{name} takes an object, with {Names}, not '{given.Value}'");
        }

        Take(section, given, problems);
    }

    /// <summary>As <see cref="TakeAll"/>, where the section may be called as something else is.</summary>
    public void Take(TSection section, IConfigurationSection given, List<string> problems)
    {
        foreach (var member in given.GetChildren())
        {
            if (_settings.Find(known => known.Name.Equals(member.Key, StringComparison.OrdinalIgnoreCase)) is { } setting)
            {
                setting.Take(section, member, problems);
            }
            else
            {
                problems.Add(NoSetting(member.Path));
            }
        }
    }

    private string Names => string.Join(", ", _settings.Select(static known => known.Name));

    /// <summary>That there is no such setting, which one was meant, and where it was said if that is hard to find.</summary>
    private string NoSetting(string path)
    {
        var parent = ConfigurationPath.GetParentPath(path);
        var near = Spelling.Nearest(ConfigurationPath.GetSectionKey(path), _settings.Select(static known => known.Name)) is { } name
            ? $"{parent}:{name}"
            : SettingNames.NearestPath(path)?.TrimEnd(':');
        var variable = VariableNames.Of(path, VariableNames.All) is { } said ? $" (it is said by the variable {said})" : "";
        return $"{path} is not a setting{variable}{(near is null ? $"; there are {Names}" : $": did you mean {near}?")}";
    }

    private SettingSection<TSection> Value(
        string name, string wanted, IReadOnlyList<string> choices, Func<TSection, string, bool> set, bool mayBeNull = false) =>
        Add(new ValueSetting<TSection>(name, wanted, choices, mayBeNull, set));

    private SettingSection<TSection> Add(Setting<TSection> setting)
    {
        _settings.Add(setting);
        return this;
    }
}
