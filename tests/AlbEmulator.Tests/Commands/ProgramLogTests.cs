using AlbEmulator.Commands;
using Microsoft.Extensions.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace AlbEmulator.Tests.Commands;

/// <summary>Alone, because it looks at the console of the process.</summary>
[CollectionDefinition(nameof(ProgramLogTests), DisableParallelization = true)]
[Collection(nameof(ProgramLogTests))]
public sealed class ProgramLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_goes_below_the_data_directory()
    {
        Written(new(), "It started");

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "logs")));
        Assert.Contains("It started", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_File_sink_of_the_configuration_replaces_it()
    {
        var file = Path.Combine(_folder.Path, "own.log");
        Written(
            new()
            {
                ["Serilog:Using:0"] = "Serilog.Sinks.File",
                ["Serilog:WriteTo:0:Name"] = "File",
                ["Serilog:WriteTo:0:Args:path"] = file,
            },
            "It started");

        Assert.Contains("It started", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "logs")));
    }

    [Theory]
    [InlineData("WriteTo:1:Name=Debug", "Serilog:WriteTo:1 names 'Debug', which is no sink: there are Console, File")]
    [InlineData("WriteTo:1=Nowhere", "Serilog:WriteTo:1 names 'Nowhere', which is no sink: there are Console, File")]
    [InlineData("WriteTo:0:Args:theme=None", "Serilog:WriteTo:0:Args:theme is not a setting; there are path, outputTemplate, ")]
    [InlineData("WriteTo:1:Args:theme=None,WriteTo:1:Name=console", "Serilog:WriteTo:1:Args:theme is not a setting; there are outputTemplate, ")]
    [InlineData("WriteTo:0:Args:shared=yes", "Serilog:WriteTo:0:Args:shared takes true or false, not 'yes'")]
    [InlineData("WriteTo:1:Name=File", "Serilog:WriteTo:1:Args:path must say where the file is")]
    [InlineData("WriteTo:0:Filter=x", "Serilog:WriteTo:0:Filter is not a setting; there are Name, Args")]
    [InlineData("Using:0=Serilog.Sinks.Seq", "Serilog:Using:0 takes Serilog.Sinks.Console or Serilog.Sinks.File, not 'Serilog.Sinks.Seq'")]
    [InlineData("Enrich:0=FromLogContext", "Serilog:Enrich is not a setting; there are Using, MinimumLevel, WriteTo")]
    [InlineData("MinimumLevel:ControlledBy=x", "Serilog:MinimumLevel:ControlledBy is not a setting; there are Default, Override")]
    [InlineData("MinimumLevel=1", "Serilog:MinimumLevel takes Verbose or Debug or Information or Warning or Error or Fatal, not '1'")]
    [InlineData("MinimumLevel:Override:Yarp=Foo", "Serilog:MinimumLevel:Override:Yarp takes Verbose or Debug or ")]
    public void What_it_does_not_know_is_refused_by_name(string settings, string told)
    {
        Dictionary<string, string?> configuration = new()
        {
            ["Serilog:WriteTo:0:Name"] = "File",
            ["Serilog:WriteTo:0:Args:path"] = Path.Combine(_folder.Path, "own.log"),
        };
        foreach (var setting in settings.Split(','))
        {
            configuration[$"Serilog:{setting.Split('=')[0]}"] = setting.Split('=')[1];
        }

        var problem = Assert.Throws<InvalidDataException>(() => Create(configuration)).Message;
        Assert.StartsWith($"The section Serilog of the settings cannot be used: {told}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "console")]
    [InlineData(null, "Console")]
    public void A_sink_is_named_in_any_case_or_is_a_name_alone(string? key, string name)
    {
        var file = Path.Combine(_folder.Path, "own.log");
        var console = Written(
            new()
            {
                ["Serilog:WriteTo:0:Name"] = "File",
                ["Serilog:WriteTo:0:Args:path"] = file,
                ["Serilog:WriteTo:0:Args:outputTemplate"] = "{Level:u3} {Message:lj}{NewLine}",
                ["Serilog:WriteTo:0:Args:retainedFileCountLimit"] = null,
                ["Serilog:WriteTo:0:Args:restrictedToMinimumLevel"] = "warning",
                [key is null ? "Serilog:WriteTo:1" : $"Serilog:WriteTo:1:{key}"] = name,
                ["Serilog:WriteTo:1:Args:standardErrorFromLevel"] = "Verbose",
                ["Serilog:WriteTo:1:Args:outputTemplate"] = "{Message:lj}",
            },
            "It started");

        Assert.Equal("It started", console);
        Assert.Equal("", File.ReadAllText(file));
    }

    [Fact]
    public void One_level_for_all_goes_before_that_of_a_file()
    {
        using var log = Create(new() { ["Serilog:MinimumLevel:Default"] = "Information", ["Serilog:MinimumLevel"] = "debug" });

        Assert.True(log.IsEnabled(LogEventLevel.Debug));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_on_the_console_and_stops_nothing()
    {
        _folder.Write("logs", "a file where the folder should be");

        var console = Written(new(), "It started");

        Assert.Contains("WRN No log file is written: ", console, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.Path, "logs"), console, StringComparison.Ordinal);
        Assert.Contains("INF It started", console, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AlbEmulator.Snapshots", LogEventLevel.Information, true)]
    [InlineData("AlbEmulator.Snapshots", LogEventLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogEventLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogEventLevel.Warning, true)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Error, false)]
    [InlineData("Yarp.ReverseProxy.Forwarder", LogEventLevel.Information, false)]
    [InlineData("System.Net.Http", LogEventLevel.Information, false)]
    public void Only_the_emulator_itself_talks_at_Information(string source, LogEventLevel level, bool isWritten)
    {
        using var byDefault = Create([]);
        var shipped = SettingsReader.Read([], [AppContext.BaseDirectory]).Configuration;
        using var asShipped = (Logger)ProgramLog.Create(shipped, Settings);

        Assert.Equal(isWritten, byDefault.ForContext(Constants.SourceContextPropertyName, source).IsEnabled(level));
        Assert.Equal(isWritten, asShipped.ForContext(Constants.SourceContextPropertyName, source).IsEnabled(level));
    }

    [Fact]
    public void A_level_of_the_configuration_counts()
    {
        using var log = Create(new()
        {
            ["Serilog:MinimumLevel:Default"] = "Debug",
            ["Serilog:MinimumLevel:Override:Yarp"] = "Debug",
        });

        Assert.True(log.IsEnabled(LogEventLevel.Debug));
        Assert.True(log.ForContext(Constants.SourceContextPropertyName, "Yarp.X").IsEnabled(LogEventLevel.Debug));
        Assert.False(log.ForContext(Constants.SourceContextPropertyName, "System.X").IsEnabled(LogEventLevel.Debug));
    }

    private AlbSettings Settings => new() { DataDirectory = _folder.Path };

    private Logger Create(Dictionary<string, string?> configuration) =>
        (Logger)ProgramLog.Create(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), Settings);

    /// <returns>What the console showed.</returns>
    private string Written(Dictionary<string, string?> configuration, string message)
    {
        var (console, before) = (new StringWriter(), Console.Error);
        Console.SetError(console);
        try
        {
            using var log = Create(configuration);
            log.Information("{Message:l}", message);
        }
        finally
        {
            Console.SetError(before);
        }

        return console.ToString();
    }
}
