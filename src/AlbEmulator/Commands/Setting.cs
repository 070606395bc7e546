namespace AlbEmulator.Commands;

/// <summary>A setting: how it is called in its section, and what becomes of what is given for it.</summary>
/// <typeparam name="TSection">What holds the section.</typeparam>
internal abstract class Setting<TSection>(string name)
{
    public string Name => name;

    /// <summary>
    /// It and those below it, each with the words that it takes, none where it takes anything; one whose members have names of the
    /// user's own ends with a colon.
    /// </summary>
    public virtual IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string parent) => [($"{parent}:{Name}", [])];

    /// <summary>Sets what is given, and tells what is wrong with it.</summary>
    public abstract void Take(TSection section, IConfigurationSection given, List<string> problems);

    protected string PathOf(IConfigurationSection given) => $"{ConfigurationPath.GetParentPath(given.Path)}:{Name}";
}

/// <summary>A setting of one value.</summary>
/// <param name="name">Its own.</param>
/// <param name="wanted">What it takes, in words.</param>
/// <param name="choices">The words that it takes, if there are few.</param>
/// <param name="mayBeNull">Whether null of a JSON file stands for a default, which follows from other settings.</param>
/// <param name="set">Sets what a text says; false where it says nothing that it takes.</param>
internal sealed class ValueSetting<TSection>(
    string name, string wanted, IReadOnlyList<string> choices, bool mayBeNull, Func<TSection, string, bool> set)
    : Setting<TSection>(name)
{
    public override IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string parent) => [($"{parent}:{Name}", choices)];

    public override void Take(TSection section, IConfigurationSection given, List<string> problems)
    {
        if (given.GetChildren().Any())
        {
            problems.Add($"{PathOf(given)} takes one value, not an object or a list");
        }
        else if ((given.Value is not null || !mayBeNull) && !set(section, given.Value ?? ""))
        {
            problems.Add($"{PathOf(given)} takes {wanted}, not '{given.Value}'");
        }
    }
}

/// <summary>A setting that is read in a way of its own.</summary>
internal sealed class OwnSetting<TSection>(string name, Action<TSection, IConfigurationSection, List<string>> take) : Setting<TSection>(name)
{
    public override void Take(TSection section, IConfigurationSection given, List<string> problems) => take(section, given, problems);
}

/// <summary>A setting that is a section of its own.</summary>
internal sealed class NestedSetting<TSection, TNested>(string name, Func<TSection, TNested> of, SettingSection<TNested> nested)
    : Setting<TSection>(name)
{
    public override IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string parent) => nested.Below($"{parent}:{Name}");

    public override void Take(TSection section, IConfigurationSection given, List<string> problems) =>
        nested.TakeAll(of(section), PathOf(given), given, problems);
}

/// <summary>Sections by keys of the user's own, such as ids.</summary>
internal sealed class KeyedSetting<TSection, TNested>(
    string name, Func<TSection, Dictionary<string, TNested>> of, SettingSection<TNested> nested)
    : Setting<TSection>(name)
    where TNested : new()
{
    public override IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string parent) => [($"{parent}:{Name}:", [])];

    public override void Take(TSection section, IConfigurationSection given, List<string> problems)
    {
        if (!string.IsNullOrEmpty(given.Value))
        {
            problems.Add($"{PathOf(given)} takes an object, not '{given.Value}'");
        }

        foreach (var member in given.GetChildren())
        {
            nested.TakeAll(of(section)[member.Key] = new TNested(), member.Path, member, problems);
        }
    }
}

/// <summary>Texts by keys of the user's own.</summary>
/// <param name="name">Its own.</param>
/// <param name="holdColons">Whether colons, which part the names of settings, are part of keys.</param>
/// <param name="of">Where they are.</param>
internal sealed class TextsSetting<TSection>(string name, bool holdColons, Func<TSection, Dictionary<string, string>> of)
    : Setting<TSection>(name)
{
    public override IEnumerable<(string Path, IReadOnlyList<string> Choices)> Below(string parent) => [($"{parent}:{Name}:", [])];

    public override void Take(TSection section, IConfigurationSection given, List<string> problems)
    {
        var path = PathOf(given);
        if (!string.IsNullOrEmpty(given.Value))
        {
            problems.Add(holdColons
                ? $"{path} takes names with a value each, as {path}:NAME=VALUE, not '{given.Value}'"
                : $"{path} takes an object, not '{given.Value}'");
        }

        var texts = of(section);
        if (holdColons)
        {
            foreach (var (key, value) in given.AsEnumerable(makePathsRelative: true).Where(static pair => pair is { Key.Length: > 0, Value: not null }))
            {
                texts[key] = value!;
            }

            return;
        }

        foreach (var member in given.GetChildren())
        {
            if (member.GetChildren().Any())
            {
                problems.Add($"{member.Path} takes one value, not an object or a list");
            }
            else
            {
                texts[member.Key] = member.Value ?? "";
            }
        }
    }
}
