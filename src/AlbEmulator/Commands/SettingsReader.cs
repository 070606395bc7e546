using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.Metrics.Export;
using AlbEmulator.Model;

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
    /// <param name="takesVariables">Whether the environment counts.</param>
    public static ReadSettings Read(IReadOnlyList<string> arguments, IReadOnlyList<string> folders, bool takesVariables = true)
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

        if (takesVariables)
        {
            builder.AddEnvironmentVariables();
        }

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

        SettingTable.Alb.Take(settings, configuration.GetSection("Alb"), problems);
        problems.AddRange(SettingsRules.Check(settings));
        problems.AddRange(OtlpEndpoints.Check(settings, configuration));
        return new(configuration, settings, problems) { Notes = takesVariables ? [.. VariableNames.Notes(VariableNames.All)] : [] };
    }

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
}
