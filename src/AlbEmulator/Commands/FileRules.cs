using System.Net;
using AlbEmulator.DataFolders;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Commands;

/// <summary>The rules of files, compiled for whoever asks about requests that nobody sends.</summary>
internal static class FileRules
{
    /// <param name="settings">Those of the command line.</param>
    /// <param name="topology">What the files say.</param>
    /// <param name="targets">Where the targets are noted; for as long as somebody asks.</param>
    /// <param name="addressesOf">The addresses of a target, by its id.</param>
    public static Snapshot Compile(
        AlbSettings settings,
        Topology topology,
        TargetRegistry targets,
        Func<string, TargetGroupAddressType, IReadOnlyList<IPAddress>> addressesOf)
    {
        // Rules are compiled with the cookies of sticky clients; nobody gets one here, so that no key is made.
        var cookies = new CookieSeals(new CookieKeys(new DataFolder(settings), "", NullLogger<CookieKeys>.Instance));
        targets.Register(topology, addressesOf, static _ => TargetHealth.HealthCheckDisabled);
        return new SnapshotCompiler(targets, cookies, settings).Compile(topology, default);
    }
}
