using System.Globalization;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
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

    /// <param name="configuration">Of which the section counts.</param>
    /// <param name="settings">Where the data directory is.</param>
    /// <param name="time">Tells when a minute is over; the machine's unless said.</param>
    /// <param name="words">Hears each line, in the place of the console and of every file; null for those.</param>
    /// <exception cref="InvalidDataException">The section cannot be used; the message is a line that says why.</exception>
    public static Logger Create(
        IConfiguration configuration, AlbSettings settings, TimeProvider? time = null, Action<string>? words = null)
    {
        try
        {
            return Made(configuration, settings, time, words);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Also of Serilog's own making, such as a file that cannot be.
            throw new InvalidDataException(
                $"The section Serilog of the settings cannot be used: {OneLine.Of(exception.GetBaseException().Message, LongestReason)}",
                exception);
        }
    }

    private static Logger Made(IConfiguration configuration, AlbSettings settings, TimeProvider? time, Action<string>? words)
    {
        var problems = new List<string>();
        var said = LogSettings.Read(configuration, problems);
        if (problems.Count > 0)
        {
            throw new InvalidDataException(string.Join("; ", problems));
        }

        var terse = new TerseLog(
            new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(words is null ? new LogThread(Written(said, settings)) : new WordsSink(words)).CreateLogger(),
            time ?? TimeProvider.System);
        var log = new LoggerConfiguration().MinimumLevel.Is(said.Level);
        foreach (var (source, level) in said.Overrides)
        {
            log.MinimumLevel.Override(source, level);
        }

        var logger = log.Filter.ByExcluding(IsToldElsewhere).WriteTo.Sink(terse).CreateLogger();
        terse.IsWhole = logger.IsEnabled(LogEventLevel.Debug);
        return logger;
    }

    /// <summary>What keeps the host from starting the command tells, and that its services end then is no news.</summary>
    private static bool IsToldElsewhere(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName)
            is ScalarValue { Value: "Microsoft.Extensions.Hosting.Internal.Host" }
        && (logEvent.Exception is OperationCanceledException || logEvent.MessageTemplate.Text == "Hosting failed to start");

    /// <summary>Where it is written.</summary>
    private static Logger Written(LogSettings said, AlbSettings settings)
    {
        var log = new LoggerConfiguration().MinimumLevel.Verbose();
        said.Sinks.ForEach(sink => sink.AddTo(log.WriteTo));
        if (said.Sinks.Count == 0)
        {
            new LogSinks.ConsoleSink { Template = ConsoleTemplate, StandardErrorFrom = LogEventLevel.Verbose }.AddTo(log.WriteTo);
        }

        if (said.Sinks.OfType<LogSinks.FileSink>().Any())
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

    /// <summary>Whoever hears the lines has a thread for them, or need not have one.</summary>
    private sealed class WordsSink(Action<string> words) : ILogEventSink
    {
        private static readonly MessageTemplateTextFormatter Form = new(ConsoleTemplate, CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter();
            Form.Format(logEvent, line);
            words(line.ToString().TrimEnd());
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
