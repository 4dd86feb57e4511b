# Asks a doctest program for its cases and writes a CTest file with one test for each. A name may hold any character
# but a line break; doctest's own script stumbles over semicolons and brackets.
#   cmake -DPROGRAM=… -DCTEST_FILE=… -P discover.cmake

execute_process(COMMAND "${PROGRAM}" --list-test-cases --no-colors OUTPUT_VARIABLE left COMMAND_ERROR_IS_FATAL ANY)

set(script "")
while(NOT left STREQUAL "")
  string(FIND "${left}" "\n" end)
  string(SUBSTRING "${left}" 0 ${end} name)
  math(EXPR next "${end} + 1")
  string(SUBSTRING "${left}" ${next} -1 left)
  if(NOT name MATCHES "^(=+$|\\[doctest\\] )")
    string(REPLACE "," "\\," filter "${name}")  # a comma separates filters
    string(APPEND script "add_test([==[${name}]==] [==[${PROGRAM}]==] [==[--test-case=${filter}]==])\n"
      # A name that selects no case would pass: it must not.
      "set_tests_properties([==[${name}]==] PROPERTIES FAIL_REGULAR_EXPRESSION \"test cases: +0 \")\n")
  endif()
endwhile()
file(WRITE "${CTEST_FILE}" "${script}")
