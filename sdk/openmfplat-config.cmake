# SPDX-License-Identifier: MIT
# find_package(openmfplat) gives the targets openmfplat::mfplat and openmfplat::rtworkq (headers, import library, DLL) and
# openmfplat::mfuuid (the identifiers; the other two bring it along). Works wherever the installed tree is moved to.

get_filename_component(_openmfplat_libdir "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
set(_openmfplat_prefix "")
foreach(_up .. ../.. ../../..)
    if(NOT _openmfplat_prefix AND EXISTS "${_openmfplat_libdir}/${_up}/include/openmfplat/mfapi.h")
        get_filename_component(_openmfplat_prefix "${_openmfplat_libdir}/${_up}" ABSOLUTE)
    endif()
endforeach()
if(NOT _openmfplat_prefix)
    set(openmfplat_FOUND FALSE)
    set(openmfplat_NOT_FOUND_MESSAGE "the headers are not beside ${_openmfplat_libdir}")
    return()
endif()

if(NOT TARGET openmfplat::mfuuid)
    add_library(openmfplat::mfuuid STATIC IMPORTED)
    set_target_properties(openmfplat::mfuuid PROPERTIES
        IMPORTED_LOCATION "${_openmfplat_libdir}/libmfuuid.a"
        INTERFACE_INCLUDE_DIRECTORIES "${_openmfplat_prefix}/include/openmfplat")
    foreach(_name mfplat rtworkq)
        add_library(openmfplat::${_name} SHARED IMPORTED)
        set_target_properties(openmfplat::${_name} PROPERTIES
            IMPORTED_IMPLIB "${_openmfplat_libdir}/lib${_name}.a"
            IMPORTED_LOCATION "${_openmfplat_prefix}/bin/${_name}.dll"
            INTERFACE_LINK_LIBRARIES openmfplat::mfuuid)
    endforeach()
endif()
unset(_openmfplat_libdir)
unset(_openmfplat_prefix)
