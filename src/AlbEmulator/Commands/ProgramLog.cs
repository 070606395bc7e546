using System.Globalization;
using System.Reflection;
using System.Text;
using AlbEmulator.DataFolders;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Settings.Configuration;
using Serilog.Sinks.File;

namespace AlbEmulator.Commands;

/// <summary>
/// The log of the program itself, which is not the access log: what the section <c>Serilog</c> says, and where it says
/// nothing, the console and a file below the data directory. The console is standard error, so that standard output can
/// carry the access log. <see cref="TerseLog"/> says what of it is told.
/// </summary>
internal static class ProgramLog
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const int DaysKept = 7;

    public static Logger Create(IConfiguration configuration, AlbSettings settings, TimeProvider? time = null)
    {
        var terse = new TerseLog(Written(configuration, settings), time ?? TimeProvider.System);
        var logger = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Error)
            .ReadFrom.Configuration(
                Section(configuration, key => !IsOfSinks(key)), new ConfigurationReaderOptions(Assemblies(configuration)))
            .Filter.ByExcluding(IsToldElsewhere)
            .WriteTo.Sink(terse)
            .CreateLogger();
        terse.IsWhole = logger.IsEnabled(LogEventLevel.Debug);
        return logger;
    }

    /// <summary>
    /// Scopes and activities of ASP.NET, since the access log is ours; what clients do wrong in HTTP/2, which is their affair;
    /// and what keeps the host from starting, which the command tells. Filters of Microsoft's own would not do: Serilog's
    /// provider takes everything, whatever they say.
    /// </summary>
    private static bool IsToldElsewhere(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string source }
        && source switch
        {
            "Microsoft.AspNetCore.Hosting.Diagnostics" or "Microsoft.AspNetCore.Server.Kestrel.Http2" => true,
            "Microsoft.Extensions.Hosting.Internal.Host" =>
                logEvent.Exception is OperationCanceledException || logEvent.MessageTemplate.Text == "Hosting failed to start",
            _ => false,
        };

    /// <summary>Where it is written.</summary>
    private static Logger Written(IConfiguration configuration, AlbSettings settings)
    {
        var log = new LoggerConfiguration()
            .ReadFrom.Configuration(Section(configuration, IsOfSinks), new ConfigurationReaderOptions(Assemblies(configuration)))
            .MinimumLevel.Verbose();
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

        var data = new DataFolder(settings);
        var folder = data.PathOf("logs");
        var obstacle = Obstacle(folder, data);
        if (obstacle is null)
        {
            log.WriteTo.File(
                Path.Combine(folder, "alb-.log"),
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: DaysKept,
                hooks: new LogFileHooks(data));
        }

        var logger = log.CreateLogger();
        if (obstacle is not null)
        {
            logger.Warning("No log file is written: {Reason} Alb:DataDirectory says where it goes", obstacle);
        }

        return logger;
    }

    /// <summary>What the section <c>Serilog</c> says under some of its keys.</summary>
    private static IConfiguration Section(IConfiguration configuration, Func<string, bool> isWanted)
    {
        const string prefix = "Serilog:";
        return new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.GetSection("Serilog").AsEnumerable()
                .Where(pair => pair.Key.Length > prefix.Length && isWanted(pair.Key[prefix.Length..])))
            .Build();
    }

    private static bool IsOfSinks(string key) =>
        key.StartsWith("WriteTo", StringComparison.OrdinalIgnoreCase) || key.StartsWith("AuditTo", StringComparison.OrdinalIgnoreCase);

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
    private static string? Obstacle(string folder, DataFolder data)
    {
        try
        {
            data.MakeFolder(folder);
            var file = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            using var probe = File.Create(file, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The folder is closed before a file is in it, and then the file is made as the others.</summary>
    private sealed class LogFileHooks(DataFolder data) : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
        {
            data.TakeOver(path);
            return underlyingStream;
        }
    }
}
