using System.Globalization;
using System.Reflection;

namespace AlbEmulator.Commands;

/// <summary>What <see cref="SettingsReader"/> found; with problems, the settings are not to be used.</summary>
internal sealed record ReadSettings(IConfiguration Configuration, AlbSettings Settings, IReadOnlyList<string> Problems);

/// <summary>
/// Reads the settings: appsettings.json of the working directory, or else of the application's folder; over it the
/// environment (<c>Alb__Name</c>); over that the arguments (<c>--Alb:Name=value</c>).
/// </summary>
internal static class SettingsReader
{
    private const string FileName = "appsettings.json";

    private static readonly PropertyInfo[] Properties = typeof(AlbSettings).GetProperties();

    public static ReadSettings Read(IReadOnlyList<string> arguments) =>
        Read(arguments, [Directory.GetCurrentDirectory(), AppContext.BaseDirectory]);

    /// <param name="arguments">Such as <c>--Alb:Name=value</c>.</param>
    /// <param name="folders">Where appsettings.json is looked for; the first that has one counts.</param>
    public static ReadSettings Read(IReadOnlyList<string> arguments, IReadOnlyList<string> folders)
    {
        var (settings, problems) = (new AlbSettings(), new List<string>());
        var builder = new ConfigurationBuilder();
        if (folders.Select(static folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) is { } file)
        {
            builder.AddJsonFile(file, optional: false, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(Pairs(arguments, problems));
        IConfigurationRoot configuration;
        try
        {
            configuration = builder.Build();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            var problem = $"{e.Message} {e.InnerException?.Message}".TrimEnd();
            return new(new ConfigurationBuilder().Build(), settings, [problem]);
        }

        foreach (var given in configuration.GetSection("Alb").GetChildren())
        {
            if (Take(settings, given) is { } problem)
            {
                problems.Add(problem);
            }
        }

        problems.AddRange(SettingsRules.Check(settings));
        return new(configuration, settings, problems);
    }

    private static Dictionary<string, string?> Pairs(IReadOnlyList<string> arguments, List<string> problems)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                problems.Add($"{argument} has no value; write {argument}=value");
            }
            else if (!argument.StartsWith("--Alb:", StringComparison.OrdinalIgnoreCase)
                && !argument.StartsWith("--Serilog:", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add($"{argument[..equals]} is not a setting; settings begin with --Alb: or --Serilog:");
            }
            else
            {
                pairs[argument[2..equals]] = argument[(equals + 1)..];
            }
        }

        return pairs;
    }

    /// <returns>What is wrong with it, if anything.</returns>
    private static string? Take(AlbSettings settings, IConfigurationSection given)
    {
        var property = Array.Find(
            Properties, known => known.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            var names = string.Join(", ", Properties.Select(static known => known.Name));
            return $"Alb:{given.Key} is not a setting; there are {names}";
        }

        if (given.GetChildren().Any())
        {
            return $"Alb:{property.Name} takes one value, not an object or a list";
        }

        var text = given.Value ?? "";
        var (value, wanted) = Converted(text, property.PropertyType);
        if (value is null)
        {
            return $"Alb:{property.Name} takes {wanted}, not '{text}'";
        }

        property.SetValue(settings, value);
        return null;
    }

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
