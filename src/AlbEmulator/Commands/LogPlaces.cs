using AlbEmulator.LogDelivery;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>Places of logs that can never be written to, which is a mistake, and not an outage that passes.</summary>
internal static class LogPlaces
{
    /// <summary>What is wrong with one of them, in a line; null where nothing is.</summary>
    public static string? Problem(AlbSettings settings)
    {
        (string Name, string Path)[] files =
        [
            (nameof(settings.AccessLog), settings.AccessLog),
            (nameof(settings.ConnectionLog), settings.ConnectionLog),
            (nameof(settings.HealthCheckLog), settings.HealthCheckLog),
        ];
        foreach (var (name, path) in files)
        {
            if (path is not ("" or LogOutput.StandardOutput) && Directory.Exists(path))
            {
                return $"Alb:{name} names {Quoted.Plain(path)}, which is a folder: name a file, such as "
                    + Quoted.Plain(Path.Combine(path, $"{name.ToLowerInvariant()[..^3]}.log"));
            }
        }

        return !ObjectStore.IsS3(settings.LogStore) && File.Exists(settings.LogStore)
            ? $"Alb:LogStore names {Quoted.Plain(settings.LogStore)}, which is a file: name a folder, or the URL of an S3 endpoint"
            : null;
    }
}
