using AlbEmulator.Commands;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Tests.Support;
using AlbEmulator.Trust;

namespace AlbEmulator.Tests.Trust;

/// <summary>A machine in a folder: its root, the home of a user, and a data folder. Nothing of the real machine is touched.</summary>
internal sealed class TrustStage : IDisposable
{
    private readonly TempFolder _folder = new();

    public TrustStage()
    {
        Directory.CreateDirectory(Home);
        Places = new(InRoot(""), Home, name => name == "PATH" ? $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" : null);
        Settings = new() { DataDirectory = _folder.File("data") };
    }

    public TrustPlaces Places { get; set; }

    public AlbSettings Settings { get; }

    public string Home => _folder.File("home");

    public string Authority => DevelopmentAuthority.PathOf(Settings);

    /// <summary>What was told of what was done, and of what was not.</summary>
    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string InRoot(string below) => _folder.File(Path.Combine("root", below));

    /// <summary>As the root of Debian has it, with an authority that was there before; gives the bundle of all.</summary>
    public string WithDebian()
    {
        Directory.CreateDirectory(InRoot("usr/local/share/ca-certificates"));
        Directory.CreateDirectory(InRoot("usr/share/ca-certificates"));
        Directory.CreateDirectory(InRoot("etc/ssl/certs"));
        Directory.CreateDirectory(InRoot("etc/ca-certificates/update.d"));
        Certificates.Write(_folder, "root/usr/share/ca-certificates/before", "before").Dispose();
        File.Move(InRoot("usr/share/ca-certificates/before.pem"), InRoot("usr/share/ca-certificates/before.crt"));
        _folder.Write("root/etc/ca-certificates.conf", "before.crt\n");
        return InRoot("etc/ssl/certs/ca-certificates.crt");
    }

    /// <summary>A program of the name that is found before any other.</summary>
    public void WithProgram(string name, string script)
    {
        var path = _folder.Write($"bin/{name}", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes a database of NSS in the home; gives its folder.</summary>
    public async Task<string> WithNssAsync(string below, string password = "")
    {
        var folder = Path.Combine(Home, below);
        Directory.CreateDirectory(folder);
        string[] secret = password.Length == 0 ? ["--empty-password"] : ["-f", _folder.Write("password", password)];
        var (exitCode, _, errors) = await Programs.RunAsync("certutil", ["-N", .. secret, "-d", $"sql:{folder}"]);
        Assert.True(exitCode == 0, errors);
        return folder;
    }

    /// <summary>Does it with the stores of this machine, or some of them; gives the exit code.</summary>
    public async Task<int> DoAsync(TrustDeed deed, params string[] kinds)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var stores = TrustStores.Of(Places).Where(store => kinds.Length == 0 || kinds.Contains(store.Kind)).ToArray();
        var exitCode = await new TrustCommand(Settings, Places, stores, output, error).RunAsync(deed, TimeProvider.System.GetUtcNow());
        (Output, Error) = (output.ToString(), error.ToString());
        return exitCode;
    }

    public void Dispose() => _folder.Dispose();
}
