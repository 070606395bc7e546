using Serilog.Events;

namespace AlbEmulator.Commands;

/// <summary>
/// The section <c>Serilog</c>: which events of the program's own log are told, and where. It is written as
/// Serilog.Settings.Configuration has it; what is known of that stands here, and nothing else is taken.
/// </summary>
internal sealed class LogSettings
{
    private const string Section = "Serilog";
    private const string Named = "Name";
    private const string Given = "Args";

    /// <summary>The packages of <see cref="LogSinks"/>, and nothing is looked for in them.</summary>
    private static readonly string[] Packages = ["Serilog.Sinks.Console", "Serilog.Sinks.File"];

    private static readonly SettingSection<LogSettings> Table = new SettingSection<LogSettings>()
        .Own("Using", TakePackages)
        .Own("MinimumLevel", TakeLevels)
        .Own("WriteTo", TakeSinks);

    /// <summary>Those of what has no other.</summary>
    public LogEventLevel Level { get; private set; } = LogEventLevel.Information;

    /// <summary>By what tells them: a namespace, such as <c>Microsoft</c>.</summary>
    public Dictionary<string, LogEventLevel> Overrides { get; } = new(StringComparer.Ordinal)
    {
        ["Microsoft"] = LogEventLevel.Warning,
        ["Microsoft.AspNetCore.Hosting.Diagnostics"] = LogEventLevel.Fatal,
        ["System"] = LogEventLevel.Warning,
        ["Yarp"] = LogEventLevel.Error,
    };

    /// <summary>Where they are written.</summary>
    public List<LogSink> Sinks { get; } = [];

    /// <summary>What the section says; what is wrong with it is added to the problems.</summary>
    public static LogSettings Read(IConfiguration configuration, List<string> problems)
    {
        var settings = new LogSettings();
        Table.Take(settings, configuration.GetSection(Section), problems);
        return settings;
    }

    private static void TakePackages(LogSettings settings, IConfigurationSection given, List<string> problems)
    {
        foreach (var package in given.GetChildren())
        {
            if (!Packages.Contains(package.Value, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{package.Path} takes {string.Join(" or ", Packages)}, not '{package.Value}'");
            }
        }
    }

    /// <summary>One for all is said by the section itself, or by its <c>Default</c>.</summary>
    private static void TakeLevels(LogSettings settings, IConfigurationSection given, List<string> problems)
    {
        foreach (var member in given.GetChildren())
        {
            switch (member.Key.ToUpperInvariant())
            {
                case "DEFAULT":
                    settings.Level = LevelOf(member, problems);
                    break;

                case "OVERRIDE":
                    foreach (var source in member.AsEnumerable(makePathsRelative: true).Where(static source => source.Key.Length > 0))
                    {
                        settings.Overrides[source.Key] = LevelOf(member.GetSection(source.Key), problems);
                    }

                    break;

                default:
                    problems.Add($"{member.Path} is not a setting; there are Default, Override");
                    break;
            }
        }

        if (!string.IsNullOrEmpty(given.Value))
        {
            settings.Level = LevelOf(given, problems);
        }
    }

    private static LogEventLevel LevelOf(IConfigurationSection given, List<string> problems)
    {
        if (ClosedSet<LogEventLevel>.Find(given.Value) is { } level)
        {
            return level;
        }

        problems.Add($"{given.Path} takes {ClosedSet<LogEventLevel>.Wanted}, not '{given.Value}'");
        return default;
    }

    /// <summary>Each is written as a name alone, or as an object with a name and arguments.</summary>
    private static void TakeSinks(LogSettings settings, IConfigurationSection given, List<string> problems)
    {
        foreach (var sink in given.GetChildren())
        {
            var name = sink[Named] ?? sink.Value ?? "";
            if (LogSinks.Read(name, sink.GetSection(Given), problems) is { } known)
            {
                settings.Sinks.Add(known);
            }
            else
            {
                problems.Add($"{sink.Path} names '{name}', which is no sink: there are {string.Join(", ", LogSinks.Names)}");
            }

            problems.AddRange(sink.GetChildren()
                .Where(static member => !member.Key.Equals(Named, StringComparison.OrdinalIgnoreCase) && !member.Key.Equals(Given, StringComparison.OrdinalIgnoreCase))
                .Select(static member => $"{member.Path} is not a setting; there are {Named}, {Given}"));
        }
    }
}
