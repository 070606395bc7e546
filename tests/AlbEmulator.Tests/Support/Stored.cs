using AlbEmulator.DataFolders;
using AlbEmulator.Stores;

namespace AlbEmulator.Tests.Support;

/// <summary>The store of an emulator that shares it with none.</summary>
internal static class Stored
{
    public static FolderStore In(AlbSettings settings) => new(new DataFolder(settings));

    public static FolderStore In(string folder) => In(new AlbSettings { DataDirectory = folder });
}
