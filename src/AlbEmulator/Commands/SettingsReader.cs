using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.Metrics.Export;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands;

/// <summary>What <see cref="SettingsReader"/> found; with problems, the settings are not to be used.</summary>
internal sealed record ReadSettings(IConfiguration Configuration, AlbSettings Settings, IReadOnlyList<string> Problems)
{
    /// <summary>What does nothing, though it was meant to.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Reads the settings: appsettings.json of the working directory, or else of the application's folder; over it the
/// environment (<c>Alb__Name</c>); over that the arguments (<c>--Alb:Name=value</c>).
/// </summary>
internal static class SettingsReader
{
    private const int LongestFile = 1024 * 1024;
    private const string FileName = "appsettings.json";
    private const string Parameters = "Alb:Parameters:";
    private const string PortMap = "Alb:PortMap:";

    /// <summary>Their values are told nowhere.</summary>
    private static readonly string[] Secrets =
        ["Alb:ControlToken", "Alb:DevelopmentCertificatePassword", "Alb:StickinessSecret", "Alb:Cognito:ClientSecrets:", "Alb:Oidc:ClientSecrets:"];

    public static ReadSettings Read(IReadOnlyList<string> arguments)
    {
        try
        {
            return Read(arguments, [Directory.GetCurrentDirectory(), AppContext.BaseDirectory]);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(
                new ConfigurationBuilder().Build(),
                new AlbSettings(),
                ["The working directory is no longer there: go to a folder that is (cd), and start again"]);
        }
    }

    /// <param name="arguments">Such as <c>--Alb:Name=value</c>.</param>
    /// <param name="folders">Where appsettings.json is looked for; the first that has one counts.</param>
    public static ReadSettings Read(IReadOnlyList<string> arguments, IReadOnlyList<string> folders)
    {
        var (settings, problems) = (new AlbSettings(), new List<string>());
        var builder = new ConfigurationBuilder();
        byte[] settingsFile = [];
        var file = folders.Select(static folder => Path.Combine(folder, FileName)).FirstOrDefault(IsThere);
        if (file is not null)
        {
            var content = RegularFile.Read(file, LongestFile);
            if (content.Bytes is not { } bytes)
            {
                return new(new ConfigurationBuilder().Build(), settings, [$"{file}: {content.Problem}"]);
            }

            settingsFile = bytes;
            builder.AddJsonStream(new MemoryStream(bytes));
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(Pairs(arguments, problems));
        IConfigurationRoot configuration;
        try
        {
            configuration = builder.Build();
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            var problem = $"{file}: {JsonFault.Of(e, settingsFile).Message}";
            return new(new ConfigurationBuilder().Build(), settings, [problem]);
        }

        foreach (var given in configuration.GetSection("Alb").GetChildren())
        {
            Take(settings, given, problems);
        }

        problems.AddRange(SettingsRules.Check(settings));
        problems.AddRange(OtlpEndpoints.Check(settings, configuration));
        return new(configuration, settings, problems) { Notes = [.. VariableNames.Notes(Variables)] };
    }

    private static IEnumerable<string> Variables => Environment.GetEnvironmentVariables().Keys.Cast<string>();

    /// <summary>Also of what cannot be read: a folder or a link in the place of the file is no reason to take another.</summary>
    private static bool IsThere(string file) =>
        FileStatus.Of(file).Kind != FileKind.Missing || RegularFile.Read(file, LongestFile).Problem != FileWords.NoSuchFile;

    private static Dictionary<string, string?> Pairs(IReadOnlyList<string> arguments, List<string> problems)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                var (name, value) = argument.IndexOf(' ', StringComparison.Ordinal) is var space && space > 0
                    ? (argument[..space], argument[(space + 1)..])
                    : (argument, "value");
                var written = WrittenAs(name);
                problems.Add($"{written} has no value; write {written}={Quoted.Plain(value)}");
            }
            else if (!argument.StartsWith("--Alb:", StringComparison.OrdinalIgnoreCase)
                && !argument.StartsWith("--Serilog:", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add($"{argument[..equals]} is not a setting; settings begin with --Alb: or --Serilog:");
            }
            else
            {
                var (name, value) = (argument[2..equals], argument[(equals + 1)..]);
                if (pairs.TryGetValue(name, out var before) && before != value)
                {
                    var values = Array.Exists(Secrets, secret => name.StartsWith(secret, StringComparison.OrdinalIgnoreCase)) ? "" : $", as '{before}' and as '{value}'";
                    problems.Add($"{WrittenAs(argument[..equals])} is given twice{values}: give one of them");
                }

                pairs[name] = value;
            }
        }

        return pairs;
    }

    /// <summary>Some have an option of their own.</summary>
    private static string WrittenAs(string argument) =>
        argument.StartsWith($"--{Parameters}", StringComparison.OrdinalIgnoreCase) ? $"--parameter {argument[(Parameters.Length + 2)..]}"
            : argument.StartsWith($"--{PortMap}", StringComparison.OrdinalIgnoreCase) ? $"--map {argument[(PortMap.Length + 2)..]}"
            : argument;

    /// <summary>That there is no such setting, which one was meant, and where it was said if that is hard to find.</summary>
    private static string NoSetting(string path, PropertyInfo[] there)
    {
        var parent = ConfigurationPath.GetParentPath(path);
        var near = Spelling.Nearest(ConfigurationPath.GetSectionKey(path), there.Select(static known => known.Name)) is { } name
            ? $"{parent}:{name}"
            : SettingNames.NearestPath(path)?.TrimEnd(':');
        var variable = VariableNames.Of(path, Variables) is { } said ? $" (it is said by the variable {said})" : "";
        return $"{path} is not a setting{variable}{(near is null ? $"; there are {Names(there)}" : $": did you mean {near}?")}";
    }

    /// <summary>Sets what is given, and tells what is wrong with it.</summary>
    private static void Take(object settings, IConfigurationSection given, List<string> problems)
    {
        if (settings is IDictionary entries)
        {
            TakeEntry(entries, given, problems);
            return;
        }

        var properties = settings.GetType().GetProperties().Where(static known => known.CanWrite).ToArray();
        var property = Array.Find(
            properties, known => known.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            problems.Add(NoSetting(given.Path, properties));
            return;
        }

        var name = $"{ConfigurationPath.GetParentPath(given.Path)}:{property.Name}";
        if (settings is AlbSettings && property.GetValue(settings) is Dictionary<string, string> map)
        {
            TakeMap(map, name, given, problems);
        }
        else if (IsSection(property.PropertyType))
        {
            TakeAll(name, property.GetValue(settings)!, given, problems);
        }
        else if (given.GetChildren().Any())
        {
            problems.Add($"{name} takes one value, not an object or a list");
        }
        else if (given.Value is not null || !MayBeNull(property))
        {
            var (value, wanted) = Converted(given.Value ?? "", property.PropertyType);
            if (value is null)
            {
                problems.Add($"{name} takes {wanted}, not '{given.Value}'");
                return;
            }

            property.SetValue(settings, value);
        }
    }

    /// <summary>Whether null of a JSON file stands for a default, which follows from other settings.</summary>
    private static bool MayBeNull(PropertyInfo property) =>
        property.SetMethod!.GetParameters()[0].GetCustomAttribute<AllowNullAttribute>() is not null;

    /// <summary>Sets what is given for one key, such as the id of a subnet.</summary>
    private static void TakeEntry(IDictionary entries, IConfigurationSection given, List<string> problems)
    {
        var type = entries.GetType().GetGenericArguments()[1];
        if (IsSection(type))
        {
            var section = Activator.CreateInstance(type)!;
            entries[given.Key] = section;
            TakeAll(given.Path, section, given, problems);
        }
        else if (given.GetChildren().Any())
        {
            problems.Add($"{given.Path} takes one value, not an object or a list");
        }
        else
        {
            entries[given.Key] = given.Value ?? "";
        }
    }

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    private static void TakeAll(string name, object section, IConfigurationSection given, List<string> problems)
    {
        if (!string.IsNullOrEmpty(given.Value))
        {
            var members = section is IDictionary ? "" : $", with {Names(section.GetType().GetProperties())}";
            problems.Add($"{name} takes an object{members}, not '{given.Value}'");
        }

        foreach (var member in given.GetChildren())
        {
            Take(section, member, problems);
        }
    }

    /// <summary>Names may hold colons, which part the names of settings: what stands below is one name again.</summary>
    private static void TakeMap(
        Dictionary<string, string> map, string name, IConfigurationSection given, List<string> problems)
    {
        if (!string.IsNullOrEmpty(given.Value))
        {
            problems.Add($"{name} takes names with a value each, as {name}:NAME=VALUE, not '{given.Value}'");
        }

        foreach (var (key, value) in given.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && key.Length > 0)
            {
                map[key] = value;
            }
        }
    }

    private static string Names(IEnumerable<PropertyInfo> properties) =>
        string.Join(", ", properties.Select(static known => known.Name));

    private static (object? Value, string Wanted) Converted(string text, Type type)
    {
        if (type == typeof(string))
        {
            return (text, "text");
        }

        if (type == typeof(bool))
        {
            return (bool.TryParse(text, out var value) ? value : null, "true or false");
        }

        if (type == typeof(int))
        {
            const NumberStyles style = NumberStyles.AllowLeadingSign;
            var isNumber = int.TryParse(text, style, CultureInfo.InvariantCulture, out var value);
            return (isNumber ? value : null, "a whole number");
        }

        var names = Enum.GetNames(type);
        var name = Array.Find(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return (name is null ? null : Enum.Parse(type, name), string.Join(" or ", names));
    }
}
