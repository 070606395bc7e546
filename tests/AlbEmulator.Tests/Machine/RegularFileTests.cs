using System.Security.Cryptography;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Machine;

/// <summary>Whatever stands in the place of a file, reading it ends.</summary>
public sealed class RegularFileTests : IDisposable
{
    private const int Longest = 1024 * 1024;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds => [.. HostileFile.Told.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_file_is_told_and_not_read(string kind)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        await HostileFile.PutAsync(kind, _folder.File("a"));
        var content = await ReadAsync("a");

        Assert.Null(content.Bytes);
        Assert.StartsWith(HostileFile.Told[kind], content.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', content.Problem);
        Assert.Equal(content.Problem, (await ReadAsync("a")).Problem);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_file_is_not_opened_to_be_read_piece_by_piece(string kind)
    {
        if (!HostileFile.CanBeMade || kind is "200 MB" or "1 TB" or "no reading")
        {
            return;
        }

        await HostileFile.PutAsync(kind, _folder.File("a"));
        foreach (var open in new Func<string, IDisposable>[] { RegularFile.Open, RegularFile.OpenToCut })
        {
            var opened = Task.Run(() => Assert.Throws<IOException>(() => open(_folder.File("a"))));
            var exception = await opened.WaitAsync(Patience.Default);
            Assert.StartsWith($"{_folder.File("a")} {HostileFile.Told[kind]}", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("none/at/all")]
    [InlineData("a\0b")]
    public async Task What_is_not_there_is_missing(string name)
    {
        var content = await ReadAsync(name.Length == 0 ? "" : name);
        Assert.Equal(name.Length == 0 ? "is a folder: name a file" : "there is no such file", content.Problem);
        Assert.Equal(name.Length > 0, content.IsMissing);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_told()
    {
        var content = await ReadAsync(new string('x', 5000));
        Assert.StartsWith("cannot be read: ", content.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(Longest)]
    public async Task A_file_is_read_to_its_end(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder.File("a"), bytes);

        Assert.Equal(bytes, (await ReadAsync("a")).Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128 * 1024)]
    [InlineData((128 * 1024) + 1)]
    [InlineData(Longest)]
    public async Task A_digest_is_that_of_all_that_is_in_a_file(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder.File("a"), bytes);

        Assert.Equal(SHA256.HashData(bytes), RegularFile.Digest(_folder.File("a"), Longest).Bytes);
    }

    [Fact]
    public async Task A_file_of_one_byte_more_than_its_kind_has_is_not_read()
    {
        await File.WriteAllBytesAsync(_folder.File("a"), new byte[Longest + 1]);
        Assert.Equal("is larger than 1 MiB, and is not read", (await ReadAsync("a")).Problem);
        Assert.Equal("is larger than 1 MiB, and is not read", RegularFile.Digest(_folder.File("a"), Longest).Problem);
    }

    [Fact]
    public async Task A_file_that_has_no_length_is_read_to_its_end()
    {
        if (OperatingSystem.IsLinux())
        {
            var content = await Task.Run(() => RegularFile.Read("/proc/self/status", Longest)).WaitAsync(Patience.Default);
            Assert.Contains("VmRSS", System.Text.Encoding.UTF8.GetString(content.Bytes!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_grows_and_shrinks_while_it_is_read_ends()
    {
        using var end = new CancellationTokenSource();
        var path = _folder.Write("a", "x");
        var writing = Task.Run(() =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            var block = new byte[300_000];
            while (!end.IsCancellationRequested)
            {
                for (var i = 0; i < 5; i++)
                {
                    file.Write(block);
                }

                file.SetLength(0);
                file.Position = 0;
            }
        });
        for (var i = 0; i < 300; i++)
        {
            var content = await ReadAsync("a");
            Assert.True(content.Bytes?.Length <= Longest || content.Problem == "is larger than 1 MiB, and is not read", content.Problem);
        }

        await end.CancelAsync();
        await writing;
    }

    /// <summary>Between the look at what a path leads to and its opening another may be put in its place.</summary>
    [Fact]
    public async Task A_file_that_becomes_a_pipe_at_any_moment_holds_up_nobody()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        await HostileFile.PutAsync("pipe", _folder.File("pipe"));
        _folder.Write("file", "whole");
        File.CreateSymbolicLink(_folder.File("a"), "file");
        using var end = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                File.CreateSymbolicLink(_folder.File("next"), i % 2 == 0 ? "pipe" : "file");
                File.Move(_folder.File("next"), _folder.File("a"), overwrite: true);
            }
        });
        var (read, refused) = (0, 0);
        await Patience.UntilAsync("files and pipes to be met", () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var content = RegularFile.Read(_folder.File("a"), Longest);
                Assert.True(content.Bytes?.Length == 5 || content.Problem.StartsWith("is a pipe", StringComparison.Ordinal), content.Problem);
                _ = content.Bytes is null ? refused++ : read++;
            }

            return read > 100 && refused > 100;
        });
        await end.CancelAsync();
        await swapping;
    }

    private Task<FileContent> ReadAsync(string name) =>
        Task.Run(() => RegularFile.Read(name.Length == 0 ? _folder.Path : _folder.File(name), Longest)).WaitAsync(Patience.Default);
}
