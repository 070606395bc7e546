using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.House;

/// <summary>Who may name whom: so a change finds its room, and a room can be read alone.</summary>
public sealed class RoomTests
{
    /// <summary>Rooms that speak to YARP.</summary>
    private static readonly HashSet<string> YarpRooms =
        ["Snapshots", "TargetGroups", "Stickiness", "Health", "Forwarding"];

    /// <summary>Files beside the rooms that put YARP into the pipeline.</summary>
    private static readonly HashSet<string> YarpFiles =
        ["src/AlbEmulator/Program.cs", "src/AlbEmulator/AlbEmulatorServices.cs"];

    /// <summary>Each room, and the rooms it may name. What starts the emulator may name all of them.</summary>
    private static readonly Dictionary<string, string[]> MayName = new()
    {
        ["Model"] = [],
        ["ControlPlane"] = ["Model"],
        ["Tracing"] = ["Model"],
        ["AccessLogs"] = ["Model", "Requests"],
    };

    [Fact]
    public void Rooms_name_only_the_rooms_they_may() =>
        Assert.Empty(
            from file in SourceTree.Emulator
            where file.Room.Length > 0 && MayName.ContainsKey(file.Room)
            from room in file.RoomsNamed()
            where !MayName[file.Room].Contains(room)
            select $"{file.Path} names {room}");

    [Fact]
    public void Yarp_is_named_only_in_its_rooms() =>
        Assert.Empty(SourceTree.Emulator
            .Where(file => Regex.IsMatch(file.Code, @"\bYarp\."))
            .Where(file => !YarpRooms.Contains(file.Room) && !YarpFiles.Contains(file.Path))
            .Select(file => file.Path));
}
