using System.Globalization;
using System.Reflection;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace AlbEmulator.Commands;

/// <summary>
/// The log of the program itself, which is not the access log: what the section <c>Serilog</c> says, and where it says
/// nothing, the console and a file below the data directory. The console is standard error, so that standard output can
/// carry the access log.
/// </summary>
internal static class ProgramLog
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const int DaysKept = 7;

    public static Serilog.ILogger Create(IConfiguration configuration, AlbSettings settings)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Fatal)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Error)
            .ReadFrom.Configuration(configuration, new ConfigurationReaderOptions(Assemblies(configuration)));
        var sinks = configuration.GetSection("Serilog:WriteTo").GetChildren().ToArray();
        if (sinks.Length == 0)
        {
            log.WriteTo.Console(
                outputTemplate: ConsoleTemplate,
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose);
        }

        if (sinks.Any(NamesFile))
        {
            return log.CreateLogger();
        }

        var folder = Path.Combine(settings.DataDirectory, "logs");
        var obstacle = Obstacle(folder);
        if (obstacle is null)
        {
            log.WriteTo.File(
                Path.Combine(folder, "alb-.log"),
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: DaysKept);
        }

        var logger = log.CreateLogger();
        if (obstacle is not null)
        {
            logger.Warning("No log file is written: {Reason} Alb:DataDirectory says where it goes", obstacle);
        }

        return logger;
    }

    /// <summary>
    /// Where sinks are looked for. Left to itself Serilog loads whatever has its name, and each assembly costs two
    /// descriptors.
    /// </summary>
    private static Assembly[] Assemblies(IConfiguration configuration) =>
    [
        typeof(Log).Assembly,
        typeof(ConsoleLoggerConfigurationExtensions).Assembly,
        typeof(FileLoggerConfigurationExtensions).Assembly,
        .. configuration.GetSection("Serilog:Using").GetChildren().Select(name => name.Value).OfType<string>().Select(Assembly.Load),
    ];

    /// <summary>A sink is written as an object with a Name, as a name alone, or as a key.</summary>
    private static bool NamesFile(IConfigurationSection sink) =>
        (sink["Name"] ?? sink.Value ?? sink.Key).Equals("File", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why no file can be written there; null when one can.</summary>
    private static string? Obstacle(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            using var probe = File.Create(file, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
