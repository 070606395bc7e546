using AlbEmulator.Stickiness;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.DataProtection;

namespace AlbEmulator.Tests.Stickiness;

/// <summary>Keys of cookies in files, whatever has become of them.</summary>
public sealed class KeyFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HeardLog<CookieKeys> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_there_in_the_next_run_and_read_by_its_user_alone()
    {
        var sealedText = Keys().Protect([1, 2, 3]);

        Assert.Equal([1, 2, 3], Keys().Unprotect(sealedText));
        var file = Assert.Single(Directory.GetFiles(_folder.File("keys")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task What_is_no_key_is_told_and_another_is_made()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        Directory.CreateDirectory(_folder.File("keys"));
        // Folders are no files of the folder.
        var kinds = HostileFile.Told.Where(kind => kind.Key != "folder").ToList();
        foreach (var (kind, index) in kinds.Select((kind, index) => (kind.Key, index)))
        {
            await HostileFile.PutAsync(kind, _folder.File($"keys/key-{index}.xml"));
        }

        _folder.Write("keys/cut.xml", "<key id=");
        _folder.Write("keys/empty.xml", "");
        _folder.Write("keys/other.xml", "<something/>");
        _folder.Write("keys/bare.xml", "<key/>");

        var sealedText = await Task.Run(() => Keys().Protect([1, 2, 3])).WaitAsync(Patience.Default);

        Assert.Equal([1, 2, 3], await Task.Run(() => Keys().Unprotect(sealedText)).WaitAsync(Patience.Default));
        foreach (var (kind, index) in kinds.Select((kind, index) => (kind, index)))
        {
            Assert.Contains(_log.Lines, line => line.Message.StartsWith(
                $"{_folder.File($"keys/key-{index}.xml")} {kind.Value}", StringComparison.Ordinal));
        }

        Assert.Contains(_log.Lines, line => line.Message.Contains("cut.xml is no key: ", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Message.Contains("empty.xml is no key: ", StringComparison.Ordinal));
    }

    private IDataProtector Keys() =>
        new CookieKeys(Stored.In(new AlbSettings { DataDirectory = _folder.Path }), "", _log).For("test");
}
