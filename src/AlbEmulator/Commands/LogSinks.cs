using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;

namespace AlbEmulator.Commands;

/// <summary>Something that the program's own log is written to.</summary>
internal abstract class LogSink
{
    public LogEventLevel From { get; set; } = LogEventLevel.Verbose;

    public abstract void AddTo(LoggerSinkConfiguration sinks);
}

/// <summary>The sinks that the section <c>Serilog</c> may name, with the arguments that they take.</summary>
internal static class LogSinks
{
    private static readonly SettingSection<ConsoleSink> Console = new SettingSection<ConsoleSink>()
        .Text("outputTemplate", static (sink, text) => sink.Template = text)
        .Choice<LogEventLevel>("standardErrorFromLevel", static (sink, level) => sink.StandardErrorFrom = level)
        .Choice<LogEventLevel>("restrictedToMinimumLevel", static (sink, level) => sink.From = level);

    private static readonly SettingSection<FileSink> File = new SettingSection<FileSink>()
        .Text("path", static (sink, text) => sink.Path = text)
        .Text("outputTemplate", static (sink, text) => sink.Template = text)
        .Choice<LogEventLevel>("restrictedToMinimumLevel", static (sink, level) => sink.From = level)
        .Choice<RollingInterval>("rollingInterval", static (sink, interval) => sink.Interval = interval)
        .NumberOrNone("retainedFileCountLimit", static (sink, number) => sink.FilesKept = number)
        .NumberOrNone("fileSizeLimitBytes", static (sink, number) => sink.LongestFile = number)
        .Flag("rollOnFileSizeLimit", static (sink, flag) => sink.RollsByLength = flag)
        .Flag("buffered", static (sink, flag) => sink.IsBuffered = flag)
        .Flag("shared", static (sink, flag) => sink.IsShared = flag);

    public static IReadOnlyList<string> Names { get; } = [nameof(Console), nameof(File)];

    /// <summary>The sink of a name; null where there is none.</summary>
    public static LogSink? Read(string name, IConfigurationSection arguments, List<string> problems)
    {
        if (name.Equals(nameof(Console), StringComparison.OrdinalIgnoreCase))
        {
            var console = new ConsoleSink();
            Console.TakeAll(console, arguments.Path, arguments, problems);
            return console;
        }

        if (!name.Equals(nameof(File), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var file = new FileSink();
        File.TakeAll(file, arguments.Path, arguments, problems);
        if (file.Path.Length == 0)
        {
            problems.Add($"{arguments.Path}:path must say where the file is");
        }

        return file;
    }

    public sealed class ConsoleSink : LogSink
    {
        public string Template { get; set; } = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

        public LogEventLevel? StandardErrorFrom { get; set; }

        public override void AddTo(LoggerSinkConfiguration sinks) => sinks.Console(
            From, Template, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: StandardErrorFrom);
    }

    public sealed class FileSink : LogSink
    {
        public string Path { get; set; } = "";

        public string Template { get; set; } = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {Message:lj}{NewLine}{Exception}";

        public RollingInterval Interval { get; set; } = RollingInterval.Infinite;

        public int? FilesKept { get; set; } = 31;

        public int? LongestFile { get; set; } = 1024 * 1024 * 1024;

        public bool RollsByLength { get; set; }

        public bool IsBuffered { get; set; }

        public bool IsShared { get; set; }

        public override void AddTo(LoggerSinkConfiguration sinks) => sinks.File(
            Path,
            From,
            Template,
            formatProvider: CultureInfo.InvariantCulture,
            fileSizeLimitBytes: LongestFile,
            buffered: IsBuffered,
            shared: IsShared,
            rollingInterval: Interval,
            rollOnFileSizeLimit: RollsByLength,
            retainedFileCountLimit: FilesKept);
    }
}
