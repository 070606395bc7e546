using System.Globalization;
using System.Reflection;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using Serilog;
using Serilog.Configuration;
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
    private const int LongestReason = 300;

    /// <exception cref="InvalidDataException">The section cannot be used; the message is a line that says why.</exception>
    public static Logger Create(IConfiguration configuration, AlbSettings settings, TimeProvider? time = null)
    {
        try
        {
            return Made(configuration, settings, time);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Of Serilog's own making, and of whatever assemblies the section names.
            throw new InvalidDataException(
                $"The section Serilog of the settings cannot be used: {OneLine.Of(exception.GetBaseException().Message, LongestReason)}",
                exception);
        }
    }

    private static Logger Made(IConfiguration configuration, AlbSettings settings, TimeProvider? time)
    {
        var assemblies = Assemblies(configuration);
        var thread = new LogThread(Written(configuration, settings, assemblies));
        var terse = new TerseLog(
            new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(thread).CreateLogger(), time ?? TimeProvider.System);
        var logger = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Fatal)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Error)
            .ReadFrom.Configuration(
                Section(configuration, key => !IsOfSinks(key)), new ConfigurationReaderOptions(assemblies))
            .Filter.ByExcluding(IsToldElsewhere)
            .WriteTo.Sink(terse)
            .CreateLogger();
        terse.IsWhole = logger.IsEnabled(LogEventLevel.Debug);
        return logger;
    }

    /// <summary>What keeps the host from starting the command tells, and that its services end then is no news.</summary>
    private static bool IsToldElsewhere(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName)
            is ScalarValue { Value: "Microsoft.Extensions.Hosting.Internal.Host" }
        && (logEvent.Exception is OperationCanceledException || logEvent.MessageTemplate.Text == "Hosting failed to start");

    /// <summary>Where it is written.</summary>
    private static Logger Written(IConfiguration configuration, AlbSettings settings, Assembly[] assemblies)
    {
        var log = new LoggerConfiguration()
            .ReadFrom.Configuration(Section(configuration, IsOfSinks), new ConfigurationReaderOptions(assemblies))
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
            return Told(log.CreateLogger(), sinks, assemblies);
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

        var logger = Told(log.CreateLogger(), sinks, assemblies);
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
        .. new[] { typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly }
            .Concat(configuration.GetSection("Serilog:Using").GetChildren().Select(name => name.Value).OfType<string>().Select(Assembly.Load))
            .Append(typeof(Log).Assembly)
            .Distinct(),
    ];

    /// <summary>Serilog passes over what no assembly has.</summary>
    private static Logger Told(Logger logger, IConfigurationSection[] sinks, Assembly[] assemblies)
    {
        foreach (var name in sinks.Select(NameOf).Where(name => !Array.Exists(assemblies, assembly => Has(assembly, name))))
        {
            logger.Warning("Serilog:WriteTo names {Sink}, which is in no assembly that is looked into: name it in Serilog:Using", name);
        }

        return logger;
    }

    private static bool Has(Assembly assembly, string sink) => assembly.GetExportedTypes().Any(type =>
        type is { IsAbstract: true, IsSealed: true }
        && type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Any(method => method.Name.Equals(sink, StringComparison.OrdinalIgnoreCase)
                && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(LoggerSinkConfiguration)));

    private static bool NamesFile(IConfigurationSection sink) => NameOf(sink).Equals("File", StringComparison.OrdinalIgnoreCase);

    /// <summary>A sink is written as an object with a Name, as a name alone, or as a key.</summary>
    private static string NameOf(IConfigurationSection sink) => sink["Name"] ?? sink.Value ?? sink.Key;

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
