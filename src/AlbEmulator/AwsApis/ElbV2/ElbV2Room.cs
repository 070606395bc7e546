using System.Globalization;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>What actions need of the rest of the emulator.</summary>
internal sealed class ElbV2Room(
    AlbSettings settings,
    TimeProvider time,
    Random chance,
    CurrentSnapshot current,
    ElbV2Disk disk,
    NetworkDirectory networks)
{
    public AlbSettings Settings => settings;

    public CurrentSnapshot Current => current;

    public ElbV2Disk Disk => disk;

    public NetworkDirectory Networks => networks;

    /// <summary>To the millisecond, as the API tells it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    public string NewId() => chance.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
}
